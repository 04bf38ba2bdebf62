// @ts-check
// Evaluates components and checks of one's own, in a process that the program starts. Reads a request from standard input, and
// writes an answer to standard output: src/environment/own-code/child.ts has their types.
import { readFileSync } from "node:fs";
import * as nodeModule from "node:module";
import { posix } from "node:path";
import vm from "node:vm";

const LIBRARY = "private-eks-inference/component";
/** @param {string} name */
const textBeside = (name) => readFileSync(new URL(name, import.meta.url), "utf8");

/** @type {{ modules: Record<string, string>, entries: string[], calls: { entry: string, method: string, input: unknown[] }[] }} */
const { modules, entries, calls } = JSON.parse(readFileSync(0, "utf8"));

/** An import that is refused before any code runs. */
class RefusedImport extends Error {
  /** @param {string} specifier @param {string} by */
  constructor(specifier, by) {
    super(specifier);
    this.by = by;
  }
}

class WithoutTypeScript extends Error {}

/** @param {string} text @param {string} name */
function javaScript(text, name) {
  if (!name.endsWith(".ts")) return text;
  const { stripTypeScriptTypes: strip } = /** @type {any} */ (nodeModule);
  if (!strip) throw new WithoutTypeScript();
  return strip(text);
}

/**
 * Evaluates a module with the files of its folder, in a context that only has the language.
 * @param {string} entry
 */
async function loaded(entry) {
  const context = vm.createContext({}, { codeGeneration: { strings: false, wasm: false } });
  const functions = vm.runInContext(textBeside("context.js"), context, "own-code/context.js")();
  /** @type {Map<string, any>} */
  const known = new Map();
  const { SourceTextModule } = /** @type {any} */ (vm);
  /** @param {string} identifier @param {string} text */
  const made = (identifier, text) => {
    const there = known.get(identifier);
    if (there) return there;
    const module = new SourceTextModule(javaScript(text, identifier), {
      identifier,
      context,
      importModuleDynamically: functions.refuse,
    });
    known.set(identifier, module);
    return module;
  };
  const folder = posix.dirname(entry);
  /** @param {string} specifier @param {any} referencing */
  const link = (specifier, { identifier }) => {
    if (specifier === LIBRARY) return made(LIBRARY, textBeside("../component.mjs"));
    const file = /^\.\.?\//.test(specifier) ? posix.join(posix.dirname(identifier), specifier) : "";
    const text = file.startsWith(`${folder}/`) && Object.hasOwn(modules, file) ? modules[file] : undefined;
    if (text === undefined) throw new RefusedImport(specifier, identifier);
    return made(file, text);
  };
  const module = made(entry, modules[entry] ?? "");
  await module.link(link);
  try {
    await module.evaluate();
  } finally {
    print(functions);
  }
  return { declared: module.namespace.default, ...functions };
}

/** Prints the lines that own code logged. @param {any} functions */
function print({ logged }) {
  const text = logged();
  if (text !== "") process.stderr.write(`${text}\n`);
}

/**
 * Place of the first call in a module of own code: preferably in the entry.
 * @param {string} stack @param {string} entry
 */
function placeIn(stack, entry) {
  const places = [...stack.matchAll(/(?:\(|at |async )([^\s()]+):(\d+):(\d+)\)?$/gm)]
    .map(([, module = "", line, column]) => ({ module, line: Number(line), column: Number(column) }))
    .filter(({ module }) => Object.hasOwn(modules, module));
  return places.find(({ module }) => module === entry) ?? places[0];
}

/** @param {any} error @param {string} entry */
function failureOf(error, entry) {
  if (error instanceof RefusedImport) return { refusedImport: error.message, by: error.by };
  if (error instanceof WithoutTypeScript) return { typescript: process.versions.node };
  if (error?.code === "ERR_INVALID_TYPESCRIPT_SYNTAX" || error?.code === "ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX")
    return { error: error.message };
  const isSyntax = error?.name === "SyntaxError" && !/ \(?[^\s()]+:\d+:\d+\)?$/m.test(ownLines(error));
  // Node.js prints the place of such an error only where it ends the process.
  if (isSyntax) throw error;
  return { error: String(error?.message ?? error), at: placeIn(String(error?.stack), entry) };
}

/** Lines of a stack in own code. @param {any} error */
const ownLines = ({ stack }) =>
  String(stack)
    .split("\n")
    .filter((line) => Object.keys(modules).some((module) => line.includes(`${module}:`)))
    .join("\n");

/** @type {Map<string, any>} */
const programs = new Map();
/** @type {Record<string, object>} */
const declarations = {};
for (const entry of entries) {
  try {
    const program = await loaded(entry);
    programs.set(entry, program);
    declarations[entry] = JSON.parse(program.describe(program.declared));
  } catch (error) {
    declarations[entry] = { failure: failureOf(error, entry) };
  }
}

const results = [];
for (const { entry, method, input } of calls) {
  const program = programs.get(entry);
  try {
    const result = JSON.parse(await program.call(program.declared, method, JSON.stringify(input)));
    results.push(placed(result, entry));
  } catch (error) {
    results.push({ failure: failureOf(error, entry) });
  }
  if (program) print(program);
}
process.stdout.write(JSON.stringify({ declarations, results }));

/** A result with places in place of stacks. @param {any} result @param {string} entry */
function placed({ value, wrong }, entry) {
  if (wrong)
    return {
      failure: { wrong: { ...wrong, at: undefined }, ...(wrong.at ? { at: placeIn(wrong.at, entry) } : {}) },
    };
  return {
    value: Array.isArray(value)
      ? value.map((each) => (typeof each?.at === "string" ? { ...each, at: placeIn(each.at, entry) } : each))
      : value,
  };
}
