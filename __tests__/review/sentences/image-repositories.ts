import { type SentenceCase } from "./case";

const RULE = {
  "aws_ecr_pull_through_cache_rule.quay": {
    ecr_repository_prefix: "quay",
    upstream_registry_url: "quay.io",
  },
};
const repository = (mutability: string, address = "aws_ecr_repository.api") => ({
  [address]: {
    name: "api",
    image_tag_mutability: mutability,
    image_scanning_configuration: { scan_on_push: true },
  },
});

const deployment = {
  "models/kubernetes_deployment_v1.agent": {
    metadata: { name: "agent", namespace: "models" },
    spec: {
      template: {
        spec: {
          container: { name: "agent", image: "111122223333.dkr.ecr.eu-west-1.amazonaws.com/quay/agent:1" },
        },
      },
    },
  },
};

/** Repositories of images, and rules that fill repositories from other registries. */
export const IMAGE_REPOSITORY_SENTENCES: readonly SentenceCase[] = [
  {
    after: RULE,
    lines: [
      "attention: pull-through-cache rule: images of quay.io come into the own registry as quay/…, by the first pull and without a person",
    ],
  },
  {
    beside: deployment,
    before: RULE,
    lines: [
      "attention, outage: outage: rule for quay/… is removed, and pods still pull from it: new pods do not start where the registry has no copy",
    ],
  },
  { before: RULE, lines: ["info: images of quay.io no longer come in as quay/…"] },
  {
    after: repository("IMMUTABLE"),
    topic: "Image repositories",
    lines: ["info: new empty image repository, with fixed tags and scans: aws_ecr_repository.api"],
  },
  {
    ownFiles: { "cluster/me.tf": 'import {\n  to = aws_ecr_repository.api\n  id = "api"\n}' },
    after: { ...repository("IMMUTABLE"), ...repository("IMMUTABLE", "aws_ecr_repository.empty") },
    topic: "Image repositories",
    lines: ["info: new empty image repository, with fixed tags and scans: aws_ecr_repository.empty"],
  },
  {
    after: repository("MUTABLE"),
    topic: "Image repositories",
    lines: [
      "attention: image repository whose tags can be moved to other images, or that scans none, is added: aws_ecr_repository.api",
    ],
  },
];
