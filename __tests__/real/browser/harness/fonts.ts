import { existsSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Fonts of one kind of system: a reader of a picture has one of them. */
export interface FontSet {
  readonly name: string;
  /** Folders that Debian and others have them in; the first that exists is used. */
  readonly folders: readonly string[];
  /** Package of Debian. */
  readonly package: string;
}

/** DejaVu Sans is about as wide as Verdana. Liberation Sans has the widths of Arial, and Nimbus Sans those of Helvetica. */
export const FONT_SETS: readonly FontSet[] = [
  {
    name: "DejaVu Sans",
    folders: ["/usr/share/fonts/truetype/dejavu", "/usr/share/fonts/dejavu-sans-fonts"],
    package: "fonts-dejavu-core",
  },
  {
    name: "Liberation Sans",
    folders: ["/usr/share/fonts/truetype/liberation2", "/usr/share/fonts/truetype/liberation"],
    package: "fonts-liberation2",
  },
  {
    name: "Nimbus Sans",
    folders: ["/usr/share/fonts/opentype/urw-base35"],
    package: "fonts-urw-base35",
  },
];

/** Writes a configuration of fontconfig with these fonts alone. Returns its path. */
export function fontConfiguration({ name, folders, package: packageName }: FontSet): string {
  const found = folders.find((folder) => existsSync(folder));
  if (found === undefined)
    throw new Error(`npm run test:browser needs ${name}: apt-get install ${packageName}`);
  const work = mkdtempSync(join(tmpdir(), "fonts-"));
  const file = join(work, "fonts.conf");
  writeFileSync(
    file,
    `<?xml version="1.0"?><fontconfig><dir>${found}</dir><cachedir>${join(work, "cache")}</cachedir><include ignore_missing="yes">/etc/fonts/conf.d</include></fontconfig>`,
  );
  return file;
}
