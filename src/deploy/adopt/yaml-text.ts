import { stringify } from "yaml";
import { type Proposal } from "./proposal";

/** Required keys that no network shows, with examples. */
const REMAINING: readonly (readonly [key: string, example: string])[] = [
  ["project", "project: my-project"],
  ["owner", "owner: my-team"],
  ["repository", "repository: my-organization/my-repository"],
  ["cluster", "cluster: { admins: [arn:aws:iam::ACCOUNT:role/ROLE] }"],
  ["entry", "entry: { type: ingress, scheme: internal, host: models.example.com, certificateArn: ARN }"],
  ["models", 'models: [{ name: my-model, image: { tag: "1.0.0" }, port: 8080, paths: [/predict] }]'],
];

/** The proposed part of an environment's file. */
export function proposedYaml({ file }: Proposal): string {
  const remaining = REMAINING.filter(([key]) => !(key in file)).map(([, example]) => `# ${example}`);
  return [
    "# yaml-language-server: $schema=../docs/environment.schema.json",
    stringify(file, { lineWidth: 0, flowCollectionPadding: true }).trimEnd(),
    "",
    "# These keys are required too; docs/reference/configuration.md describes them.",
    ...remaining,
    "",
  ].join("\n");
}
