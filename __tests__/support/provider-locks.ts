import { createHash } from "node:crypto";

/** A `provider` block of a lock file. */
export interface LockEntry {
  /** @default "registry.terraform.io/hashicorp/aws" */
  readonly address?: string;
  /** @default "5.100.0" */
  readonly version?: string;
  /** Hashes. @default - one `h1:` for each platform, and ten `zh:` */
  readonly hashes?: readonly string[];
}

const sha256 = (text: string): Buffer => createHash("sha256").update(text).digest();

/** Hash of an unpacked package, which is of no real package. */
export const packageHash = (name: string): string => `h1:${sha256(name).toString("base64")}`;

/** Hash of the archive of a package, which is of no real archive. */
export const archiveHash = (name: string): string => `zh:${sha256(name).toString("hex")}`;

const several = (count: number, hash: (name: string) => string): string[] =>
  Array.from({ length: count }, (_, index) => hash(String(index)));

/** Hashes in the number and form of a lock for four platforms from a registry. */
export const hashes = (packages = 4, archives = 10): string[] => [
  ...several(packages, packageHash),
  ...several(archives, archiveHash),
];

/** A lock file in Terraform's format. */
export const lockText = (entries: readonly LockEntry[] = [{}]): string =>
  [
    '# This file is maintained automatically by "terraform init".',
    "# Manual edits may be lost in future updates.",
    ...entries.map((entry) =>
      [
        "",
        `provider "${entry.address ?? "registry.terraform.io/hashicorp/aws"}" {`,
        `  version     = "${entry.version ?? "5.100.0"}"`,
        '  constraints = ">= 5.100.0, < 7.0.0"',
        "  hashes = [",
        ...(entry.hashes ?? hashes()).map((hash) => `    "${hash}",`),
        "  ]",
        "}",
      ].join("\n"),
    ),
    "",
  ].join("\n");

const HELM = { address: "registry.terraform.io/hashicorp/helm", version: "3.1.2" };
const KUBERNETES = { address: "registry.terraform.io/hashicorp/kubernetes", version: "3.2.1" };

/** Locks for the sets of providers of the reference environments, by the name of their file. */
export const LOCKS: Readonly<Record<string, string>> = {
  "aws.lock.hcl": lockText(),
  "aws+helm+kubernetes.lock.hcl": lockText([{}, HELM, KUBERNETES]),
};
