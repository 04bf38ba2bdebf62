/** Source of a pattern for the address of a block. Terraform allows letters, digits, `_` and `-` in names. */
export const ADDRESS_PATTERN = "(?:data\\.)?[A-Za-z_][\\w-]*\\.[A-Za-z_][\\w-]*";

/** True for a named value that is not a block: `var.region`, `count.index`. */
export const isNamedValue = (subject: string): boolean =>
  /^(?:var|local|each|count|path|terraform|self)\./.test(subject);
