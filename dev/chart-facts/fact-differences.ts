import { isJsonObject, type Json } from "../../src/terraform/stack-json";
import { identityOf } from "./kept-order";

/** One line for each value that two files of facts do not have in common: its path, the old value and the new one. */
export function factDifferences(old: Json | undefined, fresh: Json | undefined, path = ""): string[] {
  if (JSON.stringify(old) === JSON.stringify(fresh)) return [];
  if (isJsonObject(old) && isJsonObject(fresh))
    return [...new Set([...Object.keys(old), ...Object.keys(fresh)])].flatMap((key) =>
      factDifferences(old[key], fresh[key], path === "" ? key : `${path}.${key}`),
    );
  if (Array.isArray(old) && Array.isArray(fresh))
    return listDifferences(old as Json[], fresh as Json[], path);
  return [`${path}: ${described(old)} -> ${described(fresh)}`];
}

function listDifferences(old: readonly Json[], fresh: readonly Json[], path: string): string[] {
  const names = [...new Set([...old, ...fresh].map(identityOf))];
  const of = (list: readonly Json[], name: string): Json | undefined =>
    list.find((item) => identityOf(item) === name);
  return names.flatMap((name) => factDifferences(of(old, name), of(fresh, name), `${path}[${name}]`));
}

const described = (value: Json | undefined): string =>
  value === undefined ? "(none)" : JSON.stringify(value);
