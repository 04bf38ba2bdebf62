import { type Layer } from "../../../../src/base/layers";
import { type Editable } from "../../../support/altered";
import { type Edit } from "../../../support/findings";

/** An edit of the synthesized JSON of a reference environment. */
export interface Case {
  readonly what: string;
  readonly environment: string;
  readonly edit: Edit;
}

/** A case that opens what no connection needs: an error at one of its addresses has these words. */
export interface OpeningCase extends Case {
  readonly address: string;
  readonly words: RegExp;
}

export const RETAIL = "retail-forecast";
export const ML = "ml-inference-prod";
export const MLAPP = "mlapp";
export const OPTION_B = "retail-forecast-option-b";

/** A block beside the generated ones. */
export type Block = readonly [type: string, name: string, body: Editable];

/** Adds blocks; the type of a data source begins with `data.`. */
export const adds =
  (layer: Layer, ...blocks: readonly Block[]): Edit =>
  (layers) => {
    for (const [type, name, body] of blocks) {
      const kind = type.startsWith("data.") ? "data" : "resource";
      const of = layers[layer][kind] as Editable;
      const plain = type.replace("data.", "");
      of[plain] = { ...(of[plain] as Editable), [name]: body };
    }
  };

/** Changes a generated block. */
export const changes =
  (layer: Layer, address: string, edit: (config: Editable) => void): Edit =>
  (layers) => {
    const [type = "", name = ""] = address.split(".");
    edit((layers[layer]["resource"] as Editable)[type][name] as Editable);
  };

/** Several edits, one after the other. */
export const both =
  (...edits: readonly Edit[]): Edit =>
  (layers) => {
    for (const edit of edits) edit(layers);
  };

export const VPC = "${aws_vpc.main.id}";
export const group = (name: string): string => `\${aws_security_group.${name}.id}`;

/** A rule of a security group, beside the generated ones. */
export const rule = (direction: "ingress" | "egress", of: string, body: Editable, name = "own"): Block => [
  `aws_vpc_security_group_${direction}_rule`,
  name,
  { description: "own rule", security_group_id: of.startsWith("$") ? of : group(of), ...body },
];

export const ALL = { ip_protocol: "-1" };
export const tcp = (from: number, to = from): Editable => ({
  ip_protocol: "tcp",
  from_port: from,
  to_port: to,
});
