import { type JsonObject, asObject } from "../../terraform/stack-json";
import { type Format, SYNTAXES } from "../module/format";
import { type Module } from "../module/module";

/** A file that is written once: a next hand-over keeps the values of its owner. */
export interface ValuesFile {
  readonly module: string;
  /** Path in the bundle. */
  readonly path: string;
  /** Generated values. */
  readonly values: JsonObject;
  /** Types of the variables. Settings of a backend have none. */
  readonly types: Readonly<Record<string, string>>;
  /** Names of variables whose values nobody may read. */
  readonly sensitive: readonly string[];
}

export const valuesFileOf = ({ environment }: Module, format: Format): string =>
  `${environment}${SYNTAXES[format].values}`;

export const backendFileOf = ({ environment }: Module, format: Format): string =>
  `backend-${environment}${SYNTAXES[format].backend}`;

export function valuesFilesOf(module: Module, format: Format): ValuesFile[] {
  const { layer, values, backend, json } = module;
  const variables = Object.entries(asObject(json["variable"])).map(
    ([name, variable]) => [name, asObject(variable)] as const,
  );
  const types = Object.fromEntries(variables.map(([name, { type }]) => [name, String(type)]));
  const sensitive = variables.flatMap(([name, variable]) => (variable["sensitive"] === true ? [name] : []));
  return [
    { module: layer, path: `${layer}/${valuesFileOf(module, format)}`, values, types, sensitive },
    {
      module: layer,
      path: `${layer}/${backendFileOf(module, format)}`,
      values: backend,
      types: {},
      sensitive: [],
    },
  ];
}
