import { join } from "node:path";
import { type PolicyDocument, sizeOf } from "../../permissions/documents";
import {
  type EnvironmentPolicies,
  type LayerPolicies,
  USES,
  type Use,
} from "../../permissions/environment-policies";
import { terraformModule } from "../../permissions/terraform-module";
import { jsonText } from "../shared/report";
import { readmeOf } from "./readme";

export interface WrittenFile {
  readonly name: string;
  readonly text: string;
}

/** A policy with its name in AWS. */
export interface NamedPolicy {
  readonly layer: LayerPolicies["layer"];
  readonly use: Use;
  /** Name without the environment, such as `network-apply-1`. */
  readonly name: string;
  readonly document: PolicyDocument;
}

/** Policies in the order of the layers, numbered where a use has several. */
export const policiesOf = ({ layers }: EnvironmentPolicies): NamedPolicy[] =>
  layers.flatMap(({ layer, documents }) =>
    USES.flatMap((use) =>
      documents[use].map((document, index) => ({
        layer,
        use,
        name: `${layer}-${use}-${index + 1}`,
        document,
      })),
    ),
  );

const BOUNDARY = "boundary";

/** Files of an environment: documents, module and page. */
export function filesOf(policies: EnvironmentPolicies): WrittenFile[] {
  const named = policiesOf(policies);
  const inAws = (name: string): string => `${policies.environment}-deployer-${name}`;
  return [
    ...named.map(({ name, document }) => ({ name: `${name}.json`, text: jsonText(document) })),
    { name: `${BOUNDARY}.json`, text: jsonText(policies.boundary) },
    {
      name: "main.tf.json",
      text: jsonText(
        terraformModule([
          ...named.map(({ layer, use, name }) => ({
            attachedFor: `${layer}-${use}`,
            name: inAws(name),
            file: `${name}.json`,
          })),
          { name: inAws(BOUNDARY), file: `${BOUNDARY}.json` },
        ]),
      ),
    },
    { name: "README.md", text: readmeOf(policies) },
  ];
}

/** An environment in the JSON report. */
export function reportOf(policies: EnvironmentPolicies, out: string): object {
  const folder = join(out, policies.environment);
  const described = (name: string, document: PolicyDocument): object => ({
    file: join(folder, `${name}.json`),
    characters: sizeOf(document),
  });
  const named = policiesOf(policies);
  return {
    environment: policies.environment,
    layers: policies.layers.map(({ layer, unproven }) => ({
      layer,
      ...Object.fromEntries(
        USES.map((use) => [
          use,
          named
            .filter((each) => each.layer === layer && each.use === use)
            .map(({ name, document }) => described(name, document)),
        ]),
      ),
      unproven,
    })),
    boundary: described(BOUNDARY, policies.boundary),
    module: join(folder, "main.tf.json"),
  };
}
