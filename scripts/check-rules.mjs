// The rules of STYLE.md that the linter cannot say. Prints file:line and the rule; exits with 1 when one is broken.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';

const root = process.argv[2] ?? process.cwd();
const folders = ['src', 'sandbox', 'demo', 'test', 'bench', 'web/src'];
const broken = [];

/** Each rule: where it holds, which syntax breaks it, and what to do instead. */
const rules = [
  {
    where: (file) => inProduct(file) && file !== 'src/kernel/clock.ts',
    breaks: (node) => isNewOf(node, 'Date') && (node.arguments ?? []).length === 0,
    says: 'new Date() without an argument: take the time from Clock',
  },
  {
    where: (file) => inProduct(file) && file !== 'src/kernel/clock.ts',
    breaks: (node) => isCallTo(node, 'Date.now'),
    says: 'Date.now(): take the time from Clock, or measure with performance.now()',
  },
  {
    where: (file) => inProduct(file) && !file.startsWith('src/config/'),
    breaks: (node) => ts.isPropertyAccessExpression(node) && node.getText() === 'process.env',
    says: 'process.env outside src/config: read it from AppConfig',
  },
  {
    where: inProduct,
    breaks: (node) => ts.isIdentifier(node) && ['forwardRef', 'EventEmitter2'].includes(node.text),
    says: 'forwardRef and event buses hide an arrow that goes back: let the later module read what it needs',
  },
  {
    where: isOursToShape,
    breaks: (node) => isNamedFunction(node) && node.parameters.length > 4,
    says: 'more than four parameters: take an object',
  },
  {
    where: isOursToShape,
    breaks: (node) => isNamedFunction(node) && node.parameters.some(isBoolean),
    says: 'a boolean parameter: give the two cases names, or write two functions',
  },
  {
    where: () => true,
    breaks: (node) => ts.isCatchClause(node) && node.block.getText().replace(/[{}\s]/g, '') === '',
    says: 'an empty catch: handle it, or say why nothing is to be done',
  },
  {
    where: isTest,
    breaks: (node) => ts.isCallExpression(node) && skipsOrFocuses(node.expression.getText()),
    says: 'a skipped or focused test: every test runs',
  },
  {
    where: isTest,
    breaks: (node) => isCallTo(node, 'jest.mock') || isCallTo(node, 'jest.unstable_mockModule'),
    says: 'a mocked module: use the real database and the sandbox',
  },
];

for (const path of folders.flatMap((folder) => sourceFiles(join(root, folder)))) {
  const file = relative(root, path).split('\\').join('/');
  const text = readFileSync(path, 'utf8');
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  visit(source, file);
  checkName(file);
}

for (const line of broken) console.log(line);
console.log(broken.length === 0 ? 'no rule is broken' : `${broken.length} broken rules`);
process.exit(broken.length === 0 ? 0 : 1);

function visit(node, file) {
  for (const rule of rules) {
    if (rule.where(file) && rule.breaks(node)) report(node, file, rule.says);
  }
  ts.forEachChild(node, (child) => visit(child, file));
}

function report(node, file, says) {
  const { line } = node.getSourceFile().getLineAndCharacterOfPosition(node.getStart());
  broken.push(`${file}:${line + 1}  ${says}`);
}

function checkName(file) {
  if (/(^|[/.-])(utils?|helpers?|common|misc)([/.-]|$)/.test(file)) {
    broken.push(`${file}:1  a name that says nothing: name the file after what is in it`);
  }
  if (/(^|\/)index\.ts$/.test(file)) broken.push(`${file}:1  no barrel files: import from the file itself`);
}

function inProduct(file) {
  return file.startsWith('src/') && !isTest(file);
}

function isOursToShape(file) {
  return inProduct(file) || (file.startsWith('web/') && !isTest(file));
}

function isTest(file) {
  return file.endsWith('.spec.ts') || file.startsWith('test/');
}

/** Ours to shape; a callback or an object's method often has the shape that a library asks for. */
function isNamedFunction(node) {
  return ts.isFunctionDeclaration(node) || (ts.isMethodDeclaration(node) && ts.isClassLike(node.parent));
}

function isBoolean(parameter) {
  return (
    parameter.type?.kind === ts.SyntaxKind.BooleanKeyword ||
    /^(true|false)$/.test(parameter.initializer?.getText() ?? '')
  );
}

function isNewOf(node, name) {
  return ts.isNewExpression(node) && node.expression.getText() === name;
}

function isCallTo(node, name) {
  return ts.isCallExpression(node) && node.expression.getText() === name;
}

function skipsOrFocuses(callee) {
  return (
    /^(it|test|describe)\.(skip|only|todo|failing)\b/.test(callee) ||
    /^(xit|xtest|xdescribe|fit|fdescribe)$/.test(callee)
  );
}

function sourceFiles(folder) {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder, { recursive: true });
  return names.filter((name) => /[.]tsx?$/.test(name)).map((name) => join(folder, name));
}
