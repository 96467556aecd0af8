import { ValidationPipe, type ValidationError } from '@nestjs/common';
import { getMetadataStorage } from 'class-validator';
import { invalidFields, type FieldProblem } from '../kernel/app-error.ts';

/** Checks bodies and queries against their DTOs; unknown fields are refused, every problem is told at once. */
export function createValidationPipe(): ValidationPipe {
  return new ValidationPipe({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    stopAtFirstError: false,
    // Nest would take the value out of what has errors further down, and a list would be called missing.
    validationError: { value: true, target: true },
    exceptionFactory: (errors) => invalidFields(flatten(errors, '')),
  });
}

function flatten(errors: ValidationError[], parent: string): FieldProblem[] {
  return errors.flatMap((error) => {
    const field = pathOf(parent, error.property);
    const own = Object.entries(error.constraints ?? {}).flatMap(([rule, text]) =>
      problemsOf(error, field, { rule, text }),
    );
    return own.concat(flatten(error.children ?? [], field));
  });
}

/** One problem; of a rule for each member of a list, one for each that breaks it, named by its place. */
function problemsOf(error: ValidationError, field: string, { rule, text }: Broken): FieldProblem[] {
  const code = codeOf(rule);
  const places = brokenPlaces(error, rule);
  if (places.length === 0) return [{ field, code, message: sentence(text, error.value) }];
  const own = text.replace('each value in ', '');
  return places.map(({ place, value }) => ({
    field: `${field}[${place}]`,
    code,
    message: sentence(own, value),
  }));
}

interface Broken {
  rule: string;
  /** The library's sentence. */
  text: string;
}

/** The library only says that some member breaks the rule; so each is asked again. */
function brokenPlaces(
  { target, property, value }: ValidationError,
  rule: string,
): { place: number; value: unknown }[] {
  if (!target || !Array.isArray(value)) return [];
  const storage = getMetadataStorage();
  const [metadata] = storage
    .getTargetValidationMetadatas(target.constructor, '', false, false)
    .filter(({ propertyName, each, name }) => propertyName === property && each && name === rule);
  const [constraint] = metadata ? storage.getTargetValidatorConstraints(metadata.constraintCls) : [];
  if (!metadata || !constraint) return [];
  const { constraints } = metadata;
  return value.flatMap((member: unknown, place) => {
    const context = {
      value: member,
      constraints,
      targetName: target.constructor.name,
      object: target,
      property,
    };
    return constraint.instance.validate(member, context) === true ? [] : [{ place, value: member }];
  });
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
