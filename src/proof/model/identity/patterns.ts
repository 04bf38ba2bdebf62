/**
 * True if some text matches both IAM patterns, in which `*` is any text and `?` any character (IAM user guide, IAM JSON
 * policy elements: Resource, read 2026-11-23). A variable of IAM, such as `$${aws:username}`, counts as any text. A
 * reference that Terraform resolves at the apply has a value of its own, equal to that of the same reference only.
 */
export function haveCommonText(first: string, second: string): boolean {
  const [a, b] = [first, second].map((pattern) => [...pattern.replace(/\$\$\{[^{}]*\}/g, "*")]);
  if (!a || !b || !headsAgree(a, b)) return false;
  // Whether the characters of `a` so far and the first n of `b` match a common text.
  let row = [true];
  for (const other of b) row.push(other === "*" && row.at(-1) === true);
  for (const own of a) {
    const above = row;
    row = [own === "*" && above[0] === true];
    b.forEach((other, n) => {
      const fits = own === other || own === "?" || other === "?";
      const common =
        own === "*" || other === "*" ? above[n + 1] === true || row[n] === true : fits && above[n] === true;
      row.push(common);
    });
  }
  return row.at(-1) === true;
}

/** False if the patterns differ before the first wildcard, which decides most pairs quickly. */
function headsAgree(a: readonly string[], b: readonly string[]): boolean {
  for (const [n, own] of a.entries()) {
    const other = b[n];
    if (own === "*" || other === "*" || other === undefined) return true;
    if (own !== other && own !== "?" && other !== "?") return false;
  }
  return true;
}
