// @ts-nocheck -- a script of another context, whose value is its last expression
"use strict";

// Evaluated before own code, in its context. Takes from it what differs from run to run, and returns the functions that call it.
() => {
  const refuse = (what) => {
    throw new Error(`${what} differs from run to run`);
  };
  const Day = Date;
  globalThis.Date = class Date extends Day {
    constructor(...args) {
      if (args.length === 0) refuse("new Date()");
      super(...args);
    }
    static now() {
      return refuse("Date.now()");
    }
  };
  if (globalThis.Temporal) delete globalThis.Temporal.Now;
  Math.random = () => refuse("Math.random()");
  // No function of the process is called from here: one could give own code a way to it.
  const logged = [];
  const log = (...args) =>
    void logged.push(args.map((each) => (typeof each === "string" ? each : JSON.stringify(each))).join(" "));
  globalThis.console = { log, info: log, warn: log, error: log, debug: log };

  const isPlain = (value) =>
    value !== null &&
    typeof value === "object" &&
    [Object.prototype, null].includes(Object.getPrototypeOf(value));

  const kindOf = (value) => {
    if (value === undefined) return "nothing";
    if (value === null) return "null";
    if (Array.isArray(value)) return "a list";
    if (typeof value === "string") return "a text";
    if (typeof value === "number" && !Number.isFinite(value)) return `the number ${value}`;
    if (typeof value !== "object") return `a ${typeof value}`;
    if (value instanceof Day) return "a date";
    if (value instanceof Promise) return "a promise";
    return isPlain(value) ? "an object" : `an object of the class ${value.constructor?.name}`;
  };

  const stepTo = (path, key) => {
    if (!/^[A-Za-z_][\w-]*$/.test(key)) return `${path}[${JSON.stringify(key)}]`;
    return path === "" ? key : `${path}.${key}`;
  };

  /** The first value that JSON does not have, with its path. A property without a value is left out. */
  const unplain = (value, path, above = []) => {
    if (value === null || typeof value === "string" || typeof value === "boolean") return undefined;
    if (typeof value === "number" && Number.isFinite(value)) return undefined;
    if (above.includes(value)) return { path, what: "a value that contains itself", expected: "plain data" };
    if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) {
        const place = `${path}[${index}]`;
        const found =
          item === undefined
            ? { path: place, what: "undefined in a list", expected: "plain data" }
            : unplain(item, place, [...above, value]);
        if (found) return found;
      }
      return undefined;
    }
    if (!isPlain(value)) return { path, what: kindOf(value), expected: "plain data" };
    for (const [key, item] of Object.entries(value)) {
      const found = item === undefined ? undefined : unplain(item, stepTo(path, key), [...above, value]);
      if (found) return found;
    }
    return undefined;
  };

  const BLOCKS = ["resource", "data", "output"];
  const addressOf = ({ kind, type, name }) => `${kind === "data" ? "data." : ""}${type}.${name}`;
  const expectedBlock = "resource(), data() or output()";

  /** The blocks of all layers as one list, or what is none of them. */
  const blocksOf = (layers) => {
    if (!isPlain(layers)) return { wrong: { path: "", what: kindOf(layers), expected: "blocks by layer" } };
    const all = [];
    for (const [layer, blocks] of Object.entries(layers)) {
      if (blocks === undefined) continue;
      if (!Array.isArray(blocks))
        return { wrong: { path: layer, what: kindOf(blocks), expected: "a list of blocks" } };
      if (blocks.length === 0) all.push({ layer });
      for (const [index, block] of blocks.entries()) {
        const isBlock = BLOCKS.includes(block?.kind) && typeof block.at === "string";
        if (!isBlock)
          return { wrong: { path: `${layer}[${index}]`, what: kindOf(block), expected: expectedBlock } };
        const { kind, type, name, args, at } = block;
        if (typeof type !== "string" || typeof name !== "string" || !isPlain(args))
          return {
            wrong: {
              path: `${layer}[${index}]`,
              what: "no texts and object",
              expected: `${kind}(type, name, arguments)`,
              at,
            },
          };
        const found = unplain(args, "");
        if (found) return { wrong: { ...found, path: `${addressOf(block)} ${found.path}`, at } };
        all.push({ layer, kind, type, name, args, at });
      }
    }
    return { value: all };
  };

  const plainOf = (value) => {
    const wrong = unplain(value ?? [], "");
    return wrong ? { wrong } : { value: value ?? [] };
  };

  return {
    refuse: () => {
      throw new Error("import() is not available; import at the top");
    },
    /** The logged lines since the last call. */
    logged: () => logged.splice(0).join("\n"),
    /** The declaration of a default export, without its functions. */
    describe: (declared) => {
      if (!isPlain(declared)) return JSON.stringify({ kind: kindOf(declared) });
      const entries = Object.entries(declared);
      const functions = entries.filter(([, value]) => typeof value === "function").map(([key]) => key);
      const rest = Object.fromEntries(entries.filter(([key]) => !functions.includes(key)));
      const wrong = unplain(rest, "");
      return JSON.stringify(wrong ? { wrong } : { ...rest, functions });
    },
    call: async (declared, method, input) => {
      const value = await declared[method](...JSON.parse(input));
      return JSON.stringify(method === "resources" ? blocksOf(value) : plainOf(value));
    },
  };
};
