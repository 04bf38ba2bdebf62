/**
 * Sections of a changelog for the versions between two others: after the older one, up to the newer one. The order of the two does
 * not matter. Empty without such sections.
 */
export function changesBetween(changelog: string, one: string, other: string): string {
  const [older, newer] = isNewer(one, other) ? [other, one] : [one, other];
  return changelog
    .split(/^(?=## )/m)
    .filter((section) => {
      const [, version] = /^## v?(\d+\.\d+\.\d+[^\s]*)/.exec(section) ?? [];
      return version !== undefined && isNewer(version, older) && !isNewer(version, newer);
    })
    .join("")
    .trim();
}

/** Whether a version is newer than another one. A candidate, such as `1.2.0-rc.1`, is older than its release. */
export function isNewer(version: string, than: string): boolean {
  const [[numbers, candidate], [others, otherCandidate]] = [partsOf(version), partsOf(than)];
  const index = numbers.findIndex((number, at) => number !== others[at]);
  if (index >= 0) return (numbers[index] ?? 0) > (others[index] ?? 0);
  if (candidate === "" || otherCandidate === "") return candidate === "" && otherCandidate !== "";
  return candidate.localeCompare(otherCandidate, "en", { numeric: true }) > 0;
}

function partsOf(version: string): readonly [numbers: readonly number[], candidate: string] {
  const [release = "", ...candidate] = version.split("-");
  return [release.split(".").map(Number), candidate.join("-")];
}
