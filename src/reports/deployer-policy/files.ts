import { join } from "node:path";
import { type PolicyDocument, policySize } from "./documents";
import { type EnvironmentPolicies, USES } from "./environment-policies";
import { deployerName } from "./role-boundary";
import { terraformModule } from "./terraform-module";
import { jsonText } from "../../project/command-report";
import { readmeOf } from "./readme";

export interface WrittenFile {
  readonly name: string;
  readonly text: string;
}

/** A policy with its name in AWS. */
interface NamedPolicy {
  /** Key of the role that gets it, such as `network-apply` or `teardown`. */
  readonly attachedFor: string;
  /** Name without the environment, such as `network-apply-1`. */
  readonly name: string;
  readonly document: PolicyDocument;
}

/** Policies in the order of the layers, then those of commands, each use numbered. */
export const namedPoliciesOf = ({ layers, commands }: EnvironmentPolicies): NamedPolicy[] => [
  ...layers.flatMap(({ layer, documents }) =>
    USES.flatMap((use) => numbered(`${layer}-${use}`, documents[use])),
  ),
  ...commands.flatMap(({ use, documents }) => numbered(use, documents)),
];

export const numbered = (attachedFor: string, documents: readonly PolicyDocument[]): NamedPolicy[] =>
  documents.map((document, index) => ({ attachedFor, name: `${attachedFor}-${index + 1}`, document }));

/** Name of the boundary without the environment. */
export const BOUNDARY = "boundary";

/** Files of an environment: documents, module and page. */
export function policyFiles(policies: EnvironmentPolicies): WrittenFile[] {
  const named = namedPoliciesOf(policies);
  const inAws = (name: string): string => deployerName(policies.environment, name);
  return [
    ...named.map(({ name, document }) => ({ name: `${name}.json`, text: jsonText(document) })),
    { name: `${BOUNDARY}.json`, text: jsonText(policies.boundary) },
    ...policies.emittedBoundaries.map(({ file, document }) => ({ name: file, text: jsonText(document) })),
    {
      name: "main.tf.json",
      text: jsonText(
        terraformModule([
          ...named.map(({ attachedFor, name }) => ({
            attachedFor,
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
export function policyReport(policies: EnvironmentPolicies, out: string): object {
  const folder = join(out, policies.environment);
  const described = (name: string, document: PolicyDocument): object => ({
    file: join(folder, `${name}.json`),
    characters: policySize(document),
  });
  const named = namedPoliciesOf(policies);
  const filesFor = (attached: string): object[] =>
    named
      .filter(({ attachedFor }) => attachedFor === attached)
      .map(({ name, document }) => described(name, document));
  const boundaries = policies.emittedBoundaries.map(({ arn, file, document }) => ({
    arn,
    file: join(folder, file),
    characters: policySize(document),
  }));
  return {
    environment: policies.environment,
    layers: policies.layers.map(({ layer, unproven }) => ({
      layer,
      ...Object.fromEntries(USES.map((use) => [use, filesFor(`${layer}-${use}`)])),
      unproven,
    })),
    ...(policies.notCovered.length > 0 ? { notCovered: policies.notCovered } : {}),
    commands: Object.fromEntries(policies.commands.map(({ use }) => [use, filesFor(use)])),
    boundary: described(BOUNDARY, policies.boundary),
    ...(boundaries.length === 1 ? { emittedRolesBoundary: boundaries[0] } : {}),
    ...(boundaries.length > 1 ? { emittedRolesBoundaries: boundaries } : {}),
    module: join(folder, "main.tf.json"),
  };
}
