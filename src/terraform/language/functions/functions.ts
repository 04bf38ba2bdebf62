import { COLLECTIONS } from "./collections";
import { CONVERSIONS } from "./conversions";
import { ENCODINGS } from "./encodings";
import { FORMATS } from "./formats";
import { type Definition } from "./function";
import { NETWORKS } from "./networks";
import { NUMBERS } from "./numbers";
import { PATTERNS } from "./patterns";
import { SETS } from "./sets";
import { TEXTS } from "./texts";

export const DEFINITIONS: ReadonlyMap<string, Definition> = new Map(
  [COLLECTIONS, SETS, CONVERSIONS, TEXTS, PATTERNS, FORMATS, NUMBERS, ENCODINGS, NETWORKS].flatMap((group) =>
    Object.entries(group),
  ),
);

/** Functions whose result depends on the machine, the time or chance, or on programs that no module here needs. */
const NOT_EVALUATED: ReadonlySet<string> = new Set(
  `abspath base64gzip basename bcrypt csvdecode dirname ephemeralasnull file filebase64 filebase64sha256 filebase64sha512 fileexists filemd5
  fileset filesha1 filesha256 filesha512 formatdate pathexpand plantimestamp rsadecrypt templatefile templatestring textdecodebase64
  textencodebase64 timeadd timecmp timestamp uuid uuidv5`.split(/\s+/),
);

/** True for a function that Terraform has. The functions of a provider are not known here. */
export const isFunction = (written: string): boolean => {
  const name = written.replace(/^core::/, "");
  return (
    name.startsWith("provider::") ||
    ["try", "can"].includes(name) ||
    DEFINITIONS.has(name) ||
    NOT_EVALUATED.has(name)
  );
};
