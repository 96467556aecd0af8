/** The form of a word that a number takes in English: `plural(2, { one: 'post', other: 'posts' })` is `2 posts`. */
export function plural(count: number, forms: { one: string; other: string }): string {
  const form = rules.select(count) === 'one' ? forms.one : forms.other;
  return `${numbers.format(count)} ${form}`;
}

const rules = new Intl.PluralRules('en');
const numbers = new Intl.NumberFormat('en');
