import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { type Layer } from "../../src/shared/terraform/layers";

/** A Terraform file of an owner. */
export interface Configuration {
  /** `mlapp/network/parameter.tf` */
  readonly path: string;
  readonly environment: string;
  readonly layer: Layer;
  readonly name: string;
  readonly text: string;
}

/** Files in folders as those of an owner: `<environment>/<layer>/<name>.tf`. */
export const configurationsIn = (folder: string): Configuration[] =>
  readdirSync(folder).flatMap((environment) =>
    readdirSync(join(folder, environment)).flatMap((layer) =>
      readdirSync(join(folder, environment, layer)).map((name) => ({
        path: `${environment}/${layer}/${name}`,
        environment,
        layer: layer as Layer,
        name,
        text: readFileSync(join(folder, environment, layer, name), "utf8"),
      })),
    ),
  );
