/** True for a named value that is not a block: `var.region`, `count.index`. */
export const isNamedValue = (subject: string): boolean =>
  /^(?:var|local|each|count|path|terraform|self)\./.test(subject);
