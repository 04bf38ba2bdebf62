import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { type Layer } from "../../src/base/layers";

/** A Terraform file of an owner. */
export interface Configuration {
  /** `mlapp/network/parameter.tf` */
  readonly path: string;
  readonly environment: string;
  readonly layer: Layer;
  readonly name: string;
  readonly text: string;
}

/** Files in folders as those of an owner: `<environment>/<layer>/<name>.tf`. One that begins with `# beside bucket.tf` adds to that file. */
export const configurationsIn = (folder: string): Configuration[] =>
  readdirSync(folder).flatMap((environment) =>
    readdirSync(join(folder, environment)).flatMap((layer) =>
      readdirSync(join(folder, environment, layer)).map((name) => ({
        path: `${environment}/${layer}/${name}`,
        environment,
        layer: layer as Layer,
        name,
        text: textOf(join(folder, environment, layer), name),
      })),
    ),
  );

function textOf(folder: string, name: string): string {
  const text = readFileSync(join(folder, name), "utf8");
  const [, base] = /^# beside (\S+)\n/.exec(text) ?? [];
  return base === undefined ? text : `${textOf(folder, base)}\n${text}`;
}
