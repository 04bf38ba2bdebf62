import { extractFile } from "../../base/indexed-lines";
import { NPX } from "../../base/program-name";
import { readText } from "../../base/read-text";

/** Line that names the command which records digests. */
const RECORD_HINT = `  if [ -e "$DIGESTS" ]; then echo "digests: $DIGESTS; ${NPX} lock images --environments $environment --digests $DIGESTS --write records them"; fi\n`;

/**
 * Functions of the mirror script, for bash 3.2 or later.
 *
 * The digest of an image is that of its index, so a copy has all platforms and attestations, and equals its source. The
 * digest of a chart is that of its archive: `helm push` writes a manifest of its own, whose digest differs at each push,
 * with the archive as one layer.
 *
 * @param isOwned whether the reader has no command that records digests
 */
export function mirrorFunctions(isOwned: boolean): string {
  const name = "mirror-images.sh";
  const file = extractFile("scripts", name, (path) => require.resolve(path)) ?? name;
  const text = readText(file, { expected: "a script of the program", fix: "install the package again" });
  return text.replace("# RECORD_HINT\n", () => (isOwned ? "" : RECORD_HINT));
}
