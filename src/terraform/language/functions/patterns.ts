import { Mistake } from "../../mistake";
import { valueText } from "../values/convert";
import { type HclValue, listValue, object, tuple } from "../values/value";
import { type Definitions } from "./function";

/** A pattern of RE2 as one of JavaScript, which has the same syntax but for the names of groups, flags and classes. */
function compiled(pattern: string): RegExp {
  const [, flags = ""] = /^\(\?([ims]+)\)/.exec(pattern) ?? [];
  const source = pattern
    .replace(/^\(\?[ims]+\)/, "")
    .replaceAll("(?P<", "(?<")
    .replace(
      /\\([^])/g,
      (whole, sign: string) =>
        ESCAPES[sign] ?? (PUNCTUATION.test(sign) ? `\\x${sign.charCodeAt(0).toString(16)}` : whole),
    )
    .replace(/\[:(\w+):\]/g, (whole, name: string) => CLASSES[name] ?? whole);
  try {
    return new RegExp(source, `gu${flags}`);
  } catch {
    throw new Mistake(`got the pattern ${pattern}, expected one of RE2`);
  }
}

const ESCAPES: Readonly<Record<string, string>> = { A: "^", z: "$" };
const PUNCTUATION = /[ !"#%&',:;<=>@_`~-]/;

const CLASSES: Readonly<Record<string, string>> = {
  alnum: "0-9A-Za-z",
  alpha: "A-Za-z",
  digit: "0-9",
  lower: "a-z",
  space: "\\s",
  upper: "A-Z",
  word: "\\w",
  xdigit: "0-9A-Fa-f",
  punct: "!-\\/:-@\\[-`\\{-~",
};

/** The match itself, its groups, or its groups by name. */
function valueOf(
  [whole, ...groups]: RegExpExecArray | RegExpMatchArray,
  named: Readonly<Record<string, string>> | undefined,
): HclValue {
  if (named)
    return object(
      Object.entries(named).map(([name, text]) => [name, (text as string | undefined) ?? null] as const),
    );
  return groups.length === 0
    ? (whole ?? "")
    : tuple(groups.map((group) => (group as string | undefined) ?? null));
}

function first([pattern = null, text = null]: readonly HclValue[]): HclValue {
  const match = compiled(valueText(pattern)).exec(valueText(text));
  if (!match) throw new Mistake(`got ${valueText(text)}, expected a match of ${valueText(pattern)}`);
  return valueOf(match, match.groups);
}

function all([pattern = null, text = null]: readonly HclValue[]): HclValue {
  return listValue(
    [...valueText(text).matchAll(compiled(valueText(pattern)))].map((match) => valueOf(match, match.groups)),
  );
}

/** Replaces a text, or the matches of a pattern between slashes. */
function replaced([text = null, search = null, by = null]: readonly HclValue[]): HclValue {
  const [whole, wanted, other] = [valueText(text), valueText(search), valueText(by)];
  if (wanted.length < 2 || !wanted.startsWith("/") || !wanted.endsWith("/"))
    return whole.replaceAll(wanted, () => other);
  return whole.replace(compiled(wanted.slice(1, -1)), (...match: unknown[]) => {
    const named = match.at(-1);
    const groups = typeof named === "object" ? (named as Readonly<Record<string, string>>) : {};
    return other.replace(/\$(\$|\w+|\{\w+\})/g, (_, written: string) => {
      const name = written.replace(/[{}]/g, "");
      if (name === "$") return "$";
      const group = /^\d+$/.test(name) ? match[Number(name)] : groups[name];
      return typeof group === "string" ? group : "";
    });
  });
}

export const PATTERNS: Definitions = {
  regex: { arity: [2, 2], apply: first },
  regexall: { arity: [2, 2], apply: all },
  replace: { arity: [3, 3], apply: replaced },
};
