// docs/configuration.md, from the comments and rules of src/config/env.dto.ts.
//   node scripts/settings-reference.mjs           fails when the page is not what the file says
//   node scripts/settings-reference.mjs --write   writes it
import { readFileSync, writeFileSync } from 'node:fs';
import { format } from 'prettier';
import ts from 'typescript';

const source = 'src/config/env.dto.ts';
const page = 'docs/configuration.md';
const head = `# Configuration

Every setting, from [${source}](../${source}), made by \`npm run settings:reference\`. [.env.example](../.env.example) is a file to
start from. All of them are environment variables, also read from a file \`.env\` in the working directory. A missing or
unsafe one stops the start, with all problems in one message. A setting without a default may be left out.

`;

const text = await format(`${head}${table(settingsIn(source))}`, { parser: 'markdown', printWidth: 110 });
if (process.argv.includes('--write')) {
  writeFileSync(page, text);
  console.log(`wrote ${page}`);
} else if (readFileSync(page, 'utf8') === text) {
  console.log(`${page} is what ${source} says`);
} else {
  console.log(`${page} is stale: run npm run settings:reference and commit what it wrote`);
  process.exit(1);
}

function settingsIn(path) {
  const file = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
  const env = file.statements.find(
    (statement) => ts.isClassDeclaration(statement) && statement.name?.text === 'Env',
  );
  return env.members.filter(ts.isPropertyDeclaration).map((property) => {
    const name = property.name.getText();
    const meaning = ts
      .getJSDocCommentsAndTags(property)
      .map((doc) => ts.getTextOfJSDocComment(doc.comment) ?? '');
    if (meaning.join('') === '') throw new Error(`${path}: ${name} has no comment that says what it is.`);
    return { name, meaning: meaning.join(' '), default: defaultOf(property), takes: takenBy(property) };
  });
}

function defaultOf({ initializer }) {
  if (!initializer) return '';
  const value = ts.isStringLiteral(initializer) ? initializer.text : String(numberIn(initializer));
  return value === '' ? 'empty' : `\`${value}\``;
}

/** Limits and choices, as the validator of the setting has them. */
function takenBy(property) {
  const rules =
    ts
      .getDecorators(property)
      ?.map(({ expression }) => expression)
      .filter(ts.isCallExpression) ?? [];
  const rule = (name) => rules.find(({ expression }) => expression.getText() === name)?.arguments[0];
  const [least, most, choices, length] = ['Min', 'Max', 'IsIn', 'MinLength'].map(rule);
  if (least && most) return `${numberIn(least)} to ${numberIn(most)}`;
  if (choices) return choices.elements.map(({ text: choice }) => `\`${choice}\``).join(', ');
  if (length) return `at least ${length.getText()} characters`;
  return rules.some(({ expression }) => expression.getText() === 'IsUrl') ? 'an http or https address' : '';
}

/** Plain numbers and products and powers of them, such as 5 * 1024 ** 3. */
function numberIn(node) {
  if (ts.isNumericLiteral(node)) return Number(node.text);
  if (!ts.isBinaryExpression(node)) throw new Error(`${node.getText()} is no number.`);
  const [left, right] = [numberIn(node.left), numberIn(node.right)];
  return node.operatorToken.kind === ts.SyntaxKind.AsteriskAsteriskToken ? left ** right : left * right;
}

function table(settings) {
  const rows = settings.map((setting) => [
    `\`${setting.name}\``,
    setting.meaning,
    setting.default,
    setting.takes,
  ]);
  const cells = [['setting', 'what it says', 'default', 'takes'], ['---', '---', '---', '---'], ...rows];
  return `${cells.map((row) => `| ${row.map((cell) => cell.replaceAll('|', '\\|').replace(/\s+/g, ' ')).join(' | ')} |`).join('\n')}\n`;
}
