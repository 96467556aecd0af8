import type { FastifyRequest } from 'fastify';
import { PLATFORMS, type Platform } from '../platform.ts';

/** A control call that makes no sense; the answer is HTTP 400 with the message. */
export class ControlMistake extends Error {
  readonly statusCode = 400;
}

export function bodyOf(request: FastifyRequest): Record<string, unknown> {
  return (request.body ?? {}) as Record<string, unknown>;
}

export function queryOf(request: FastifyRequest): Record<string, string | undefined> {
  return request.query as Record<string, string | undefined>;
}

export function readPlatform(value: unknown): Platform {
  const platform = PLATFORMS.find((known) => known === value);
  if (!platform) throw new ControlMistake(`platform must be one of ${PLATFORMS.join(', ')}`);
  return platform;
}

export function readNumber(value: unknown, name: string, whenAbsent: number): number {
  if (value === undefined || value === null) return whenAbsent;
  if (typeof value !== 'number' || Number.isNaN(value)) throw new ControlMistake(`${name} must be a number`);
  return value;
}

export function readText(value: unknown, name: string): string {
  if (typeof value === 'string' && value !== '') return value;
  throw new ControlMistake(`${name} must be a text`);
}

export function readTexts(value: unknown, name: string, whenAbsent: readonly string[]): readonly string[] {
  if (value === undefined) return whenAbsent;
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value;
  throw new ControlMistake(`${name} must be a list of texts`);
}

export function readWord<Word extends string>(value: unknown, name: string, words: readonly Word[]): Word {
  const word = words.find((known) => known === value);
  if (word === undefined) throw new ControlMistake(`${name} must be one of ${words.join(', ')}`);
  return word;
}
