// @ts-check
// Declares components and checks of one's own: data without behaviour. The types are in component.d.mts.

/** @param {object} declared */
export const component = (declared) => ({ kind: "component", ...declared });

/** @param {object} declared */
export const check = (declared) => ({ kind: "check", ...declared });

/** @param {string} type @param {string} name @param {object} args */
export const resource = (type, name, args) => block({ kind: "resource", type, name, args });

/** @param {string} type @param {string} name @param {object} args */
export const data = (type, name, args) => block({ kind: "data", type, name, args });

/** @param {string} name @param {unknown} value @param {object} [others] */
export const output = (name, value, others = {}) =>
  block({ kind: "output", type: "output", name, args: { ...others, value } });

/** The block with the place of its call, for errors. It is hidden from comparisons in tests. @param {object} declared */
const block = (declared) => Object.defineProperty(declared, "at", { value: new Error("place").stack });
