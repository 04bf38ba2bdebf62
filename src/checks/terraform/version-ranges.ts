import { LAYERS } from "../../base/layers";
import { block, type JsonObject, type StackJson, text } from "../../terraform/stack-json";
import { type Check, combinedFinding, ruleOf } from "../check";
import TEXTS from "./texts.json";

/** First version with lock files in S3 (Terraform 1.11 release notes, read 2026-11-20). */
const OLDEST_TERRAFORM = [1, 11, 0] as const;

export const versionRanges: Check = {
  ...ruleOf(TEXTS, "version-ranges"),
  run: (plan) =>
    LAYERS.flatMap((layer) => {
      const stack = plan.stack(layer);
      return stack
        ? combinedFinding({ layer, address: "terraform" }, "versions", versionProblems(stack))
        : [];
    }),
};

function versionProblems(stack: StackJson): string[] {
  const { terraform } = stack;
  const version = text(terraform["required_version"]);
  const required = block(terraform["required_providers"]);
  const used = new Set([
    ...Object.keys(stack.providers),
    ...[...stack.resources(), ...stack.dataSources()].map(({ type }) => type.split("_")[0] ?? ""),
  ]);
  used.delete("terraform");
  return [
    ...(version !== undefined && CONSTRAINT.test(version) && isRecent(version)
      ? []
      : [`required_version is ${version ?? "missing"}, expected ${OLDEST_TERRAFORM.join(".")} or newer`]),
    ...[...used].flatMap((provider) => providerProblems(provider, block(required[provider]))),
  ];
}

/**
 * Providers that HashiCorp publishes in the public registry; OpenTofu mirrors them under the same
 * names (registry.terraform.io, tier official, unconfirmed). A provider has the credentials of the
 * deployer.
 */
const OF_HASHICORP: readonly string[] = [
  ...["archive", "aws", "awscc", "cloudinit", "dns", "external", "helm", "http", "kubernetes", "local"],
  ...["null", "random", "time", "tls", "vault"],
];

const isOfItsAuthors = (provider: string, source: string): boolean =>
  OF_HASHICORP.includes(provider)
    ? new RegExp(`^(registry\\.(terraform\\.io|opentofu\\.org)/)?hashicorp/${provider}$`).test(source)
    : source.endsWith(`/${provider}`);

function isRecent(constraint: string): boolean {
  const [, major = 0, minor = 0, patch = 0] = /(?:>=|~>|^)\s*(\d+)\.(\d+)(?:\.(\d+))?/.exec(constraint) ?? [];
  const [first, second, third] = OLDEST_TERRAFORM;
  const distance = (Number(major) - first) * 1e6 + (Number(minor) - second) * 1e3 + (Number(patch) - third);
  return distance >= 0;
}

const CONSTRAINT =
  /^\s*(>=|<=|~>|!=|=|>|<)?\s*\d+(\.\d+){0,2}\s*(,\s*(>=|<=|~>|!=|=|>|<)?\s*\d+(\.\d+){0,2}\s*)*$/;

function providerProblems(provider: string, { source, version }: JsonObject): string[] {
  const range = text(version);
  return [
    ...(text(source) === undefined || !/^[\w.-]+\/[\w-]+(\/[\w-]+)?$/.test(text(source) ?? "")
      ? [`provider ${provider} has no source`]
      : []),
    ...(text(source) !== undefined && !isOfItsAuthors(provider, text(source) ?? "")
      ? [
          `provider ${provider} has the source ${String(source)}, expected ${OF_HASHICORP.includes(provider) ? "hashicorp" : "AUTHOR"}/${provider}`,
        ]
      : []),
    ...(range !== undefined &&
    CONSTRAINT.test(range) &&
    /(>=|~>)\s*\d/.test(range) &&
    /(<|~>)\s*\d/.test(range)
      ? []
      : [
          `provider ${provider} has the range ${range ?? "(none)"}, expected a range with a lower and an upper bound`,
        ]),
  ];
}
