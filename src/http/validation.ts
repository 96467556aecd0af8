import { ValidationPipe, type ArgumentMetadata, type ValidationError } from '@nestjs/common';
import { getMetadataStorage } from 'class-validator';
import { invalidFields, type AppError, type FieldProblem } from '../kernel/app-error.ts';

/** Nobody reads more of them; and what is wrong with each member of an endless list would be an endless answer. */
const mostProblems = 100;

/** No list or object of a call has nearly as many members. Checking takes far longer than reading: a megabyte of `{}` ten seconds. */
const mostMembers = 1_000;
/** Of lists within lists: the largest bulk call that fits into a body has fewer values. */
const mostValues = 50_000;

/** Checks bodies and queries against their DTOs; unknown fields are refused, and the first 100 problems are told at once. */
export function createValidationPipe(): ValidationPipe {
  return new BoundedPipe({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    stopAtFirstError: false,
    // Nest would take the value out of what has errors further down, and a list would be called missing.
    validationError: { value: true, target: true },
    exceptionFactory: (errors) => invalidFields(firstOf(problemsIn(errors, ''))),
  });
}

class BoundedPipe extends ValidationPipe {
  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (metadata.type === 'body') refuseEndless(value);
    return (await super.transform(value, metadata)) as unknown;
  }
}

/** Throws VALIDATION_FAILED on a body that would take seconds to check. */
function refuseEndless(body: unknown): void {
  const open: { field: string; value: unknown }[] = [{ field: '', value: body }];
  let values = 0;
  for (let next = open.pop(); next; next = open.pop()) {
    if (typeof next.value !== 'object' || next.value === null) continue;
    const { field } = next;
    const members: [string, unknown][] = Object.entries(next.value);
    values += members.length;
    if (members.length > mostMembers) throw tooMany(field, mostMembers, members.length);
    if (values > mostValues) throw tooMany('', mostValues, values);
    open.push(...members.map(([name, value]) => ({ field: pathOf(field, name), value })));
  }
}

function tooMany(field: string, limit: number, actual: number): AppError {
  const what = field === '' ? 'The body' : 'It';
  const message = `${what} may hold at most ${limit} values; it has ${actual} or more.`;
  return invalidFields([{ field, code: 'TOO_MANY_VALUES', message, limit, actual }]);
}

function firstOf(problems: Generator<FieldProblem>): FieldProblem[] {
  const told: FieldProblem[] = [];
  for (const problem of problems) if (told.push(problem) === mostProblems) break;
  return told;
}

function* problemsIn(errors: ValidationError[], parent: string): Generator<FieldProblem> {
  for (const error of errors) {
    const field = pathOf(parent, error.property);
    for (const [rule, text] of Object.entries(error.constraints ?? {}))
      yield* problemsOf(error, field, { rule, text });
    yield* problemsIn(error.children ?? [], field);
  }
}

/** One problem; of a rule for each member of a list, one for each that breaks it, named by its place. */
function* problemsOf(error: ValidationError, field: string, { rule, text }: Broken): Generator<FieldProblem> {
  const code = codeOf(rule);
  const own = text.replace('each value in ', '');
  let isOfMembers = false;
  for (const { place, value } of brokenPlaces(error, rule)) {
    isOfMembers = true;
    yield { field: `${field}[${place}]`, code, message: sentence(own, value) };
  }
  if (!isOfMembers) yield { field, code, message: sentence(text, error.value) };
}

interface Broken {
  rule: string;
  /** The library's sentence. */
  text: string;
}

/** The library only says that some member breaks the rule; so each is asked again. */
function* brokenPlaces(
  { target, property, value }: ValidationError,
  rule: string,
): Generator<{ place: number; value: unknown }> {
  if (!target || !Array.isArray(value)) return;
  const storage = getMetadataStorage();
  const [metadata] = storage
    .getTargetValidationMetadatas(target.constructor, '', false, false)
    .filter(({ propertyName, each, name }) => propertyName === property && each && name === rule);
  const [constraint] = metadata ? storage.getTargetValidatorConstraints(metadata.constraintCls) : [];
  if (!metadata || !constraint) return;
  const { constraints } = metadata;
  const context = { constraints, targetName: target.constructor.name, object: target, property };
  const members: unknown[] = value;
  for (const [place, member] of members.entries()) {
    const isGood = constraint.instance.validate(member, { ...context, value: member }) === true;
    if (!isGood) yield { place, value: member };
  }
}

function pathOf(parent: string, property: string): string {
  if (parent === '') return property;
  return /^\d+$/.test(property) ? `${parent}[${property}]` : `${parent}.${property}`;
}

function codeOf(rule: string): string {
  if (rule === 'whitelistValidation') return 'UNKNOWN_FIELD';
  return rule.replace(/([a-z])([A-Z])/g, '$1_$2').toUpperCase();
}

function sentence(text: string, value: unknown): string {
  const came = describe(value);
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}; it was ${came}.`;
}

/** What came, short enough to print and without spelling out long texts. */
function describe(value: unknown): string {
  if (value === undefined) return 'missing';
  if (value === null) return 'null';
  if (typeof value === 'string')
    return value.length > 60 ? `a text of ${value.length} characters` : JSON.stringify(value);
  if (Array.isArray(value)) return `a list of ${value.length}`;
  return typeof value === 'object' ? 'an object' : String(value);
}
