/**
 * Makes text arrive in Terraform as it was written: `${` and `%{` would start a template, which can read files
 * of the machine that runs Terraform. Done once, on the whole configuration, before anything mixes tokens into
 * it; twice would show. Text escaped here must not go through cdktf's `Fn`, which escapes `${` itself.
 */
export function escapeTemplates<T>(value: T): T {
  if (typeof value === "string") return value.replace(/([$%])\{/g, "$1$1{") as T;
  if (Array.isArray(value)) return value.map(escapeTemplates) as T;
  if (value !== null && typeof value === "object") {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [escapeTemplates(key), escapeTemplates(item)]),
    ) as T;
  }
  return value;
}
