import { isEmail, ValidateBy } from 'class-validator';

/**
 * Text that PostgreSQL can keep: it takes neither a zero character nor half of a surrogate pair
 * (postgresql.org/docs/current/datatype-json.html, …/datatype-character.html). A list of texts is
 * looked at text by text; what is no text is for other rules.
 */
export function StorableText(): PropertyDecorator {
  return ValidateBy({
    name: 'textStorable',
    validator: {
      validate: (value: unknown) =>
        [value].flat().every((each) => typeof each !== 'string' || isStorable(each)),
      defaultMessage: () => '$property must hold whole characters only, and no zero character',
    },
  });
}

/** An e-mail address. The library's own rule ends in an error at half of a surrogate pair, which no address has. */
export function EmailAddress(): PropertyDecorator {
  return ValidateBy({
    name: 'isEmail',
    validator: {
      validate: (value: unknown) => typeof value === 'string' && isStorable(value) && isEmail(value),
      defaultMessage: () => '$property must be an email',
    },
  });
}

/** A time that can be counted with; a week date or the hour 24 reads like one and is none here. */
export function ExistingTime(): PropertyDecorator {
  return ValidateBy({
    name: 'timeInvalid',
    validator: {
      validate: (value: unknown) => typeof value !== 'string' || !Number.isNaN(Date.parse(value)),
      defaultMessage: () => '$property must be a time that exists, as in 2027-05-05T10:00:00Z',
    },
  });
}

/** Whether PostgreSQL can keep it. */
export function isStorable(text: string): boolean {
  return !text.includes('\0') && !/\p{Surrogate}/u.test(text);
}
