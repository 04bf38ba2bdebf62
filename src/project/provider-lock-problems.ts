import { counted } from "../base/counted";
import { type UserError, userError } from "../base/errors";
import { NPX } from "../base/program-name";
import { LOCK_PLATFORMS } from "../base/provider-lock";
import { faultsOf } from "../evidence/provider-faults";
import { allowsVersion } from "../terraform/version-constraint";
import { LOCK_FIX, type LockedProvider } from "./provider-locks/files";
import { type providerSets } from "./provider-sets";

type ProviderSet = ReturnType<typeof providerSets>[number];

/** Default registries. A source without a host is in that of the program: Terraform or OpenTofu. */
const REGISTRY = /^registry\.(?:terraform\.io|opentofu\.org)\//;

/** Source of a provider, without the host of a default registry. */
export const sourceOf = (address: string): string => address.replace(REGISTRY, "");

/** `h1:` and a SHA-256 in base64, or `zh:` and a SHA-256 in hexadecimal. */
const HASH = /^(?:h1:[A-Za-z0-9+/]{43}=|zh:[0-9a-f]{64})$/;

/**
 * Differences between a lock file and the providers of a set, one error for each.
 *
 * A hash does not name its platform, so the number of hashes decides. `terraform providers lock` records an `h1:` hash for
 * each platform, and from a registry also a `zh:` hash for each archive of the release. Terraform needs both: without
 * `zh:` hashes it cannot compare a download with the release, and without the `h1:` hash of its platform a read-only init
 * succeeds and every later command fails. Whether a hash is right shows only in a download.
 */
export function lockProblems(
  file: string,
  locked: readonly LockedProvider[],
  { providers, stacks }: Pick<ProviderSet, "providers" | "stacks">,
): UserError[] {
  const required = new Set(providers.map(({ source }) => source));
  const first = stacks[0] ?? "";
  return [
    ...[...required]
      .filter((source) => !locked.some(({ address }) => sourceOf(address) === source))
      .map((source) =>
        userError({
          place: file,
          got: `no entry for ${source}`,
          expected: `one entry for each provider of ${first}`,
          fix: LOCK_FIX,
        }),
      ),
    ...twoRegistries(file, locked),
    ...repeated(file, locked),
    ...locked.flatMap((entry) => {
      const place = `${file}:${entry.line}`;
      const source = sourceOf(entry.address);
      if (!required.has(source)) {
        return [
          userError({
            place,
            got: `an entry for ${entry.address}`,
            expected: `only providers of ${first}, since Terraform refuses a read-only lock with others`,
            fix: LOCK_FIX,
          }),
        ];
      }
      return entryProblems(
        place,
        entry,
        providers.filter((provider) => provider.source === source),
      );
    }),
  ];
}

/** Fix for a locked release with a known fault. */
const NEWER_FIX = `run ${NPX} lock providers --upgrade where the registry is reachable, and commit the file`;

function twoRegistries(file: string, locked: readonly LockedProvider[]): UserError[] {
  const hosts = new Set(locked.map(({ address }) => address.split("/")[0] ?? ""));
  if (hosts.size < 2) return [];
  return [
    userError({
      place: file,
      got: `entries of ${[...hosts].sort().join(" and ")}`,
      expected: "entries of one registry, that of Terraform or of OpenTofu",
      fix: LOCK_FIX,
    }),
  ];
}

function repeated(file: string, locked: readonly LockedProvider[]): UserError[] {
  const addresses = locked.map(({ address }) => address);
  return [...new Set(addresses)]
    .filter((address) => addresses.indexOf(address) !== addresses.lastIndexOf(address))
    .map((address) =>
      userError({
        place: file,
        got: `two entries for ${address}`,
        expected: "one entry for each provider",
        fix: LOCK_FIX,
      }),
    );
}

function entryProblems(
  place: string,
  { address, version, hashes }: LockedProvider,
  required: ProviderSet["providers"],
): UserError[] {
  const error = (got: string, expected: string): UserError =>
    userError({ place, got, expected, fix: LOCK_FIX });
  const malformed = hashes.filter((hash) => !HASH.test(hash));
  const count = (scheme: string): number => hashes.filter((hash) => hash.startsWith(scheme)).length;
  const [packages, archives, platforms] = [count("h1:"), count("zh:"), LOCK_PLATFORMS.length];
  return [
    ...required
      .filter(({ constraint }) => !allowsVersion(constraint, version ?? ""))
      .map(({ constraint }) =>
        error(`${address} ${version ?? "without a version"}`, `a version ${constraint}`),
      ),
    ...faultsOf(sourceOf(address), version ?? "").map(({ releases, fault }) =>
      userError({
        place,
        got: `${address} ${version}: ${fault}`,
        expected: `a release other than ${releases}`,
        fix: NEWER_FIX,
      }),
    ),
    ...(malformed.length > 0
      ? [error(`the hash ${malformed[0] ?? ""} for ${address}`, "h1: or zh: and a SHA-256")]
      : []),
    ...(archives < platforms
      ? [
          error(
            `${counted(archives, "zh: hash")} for ${address}`,
            `one for each archive of the release, at least ${platforms}; a lock from a local mirror or a single download has fewer`,
          ),
        ]
      : []),
    ...(packages < platforms
      ? [
          error(
            `${counted(packages, "h1: hash")} for ${address}`,
            `one for each platform (${LOCK_PLATFORMS.join(", ")}); terraform init records its own platform only`,
          ),
        ]
      : []),
  ];
}
