import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { UserError } from "../../src/base/errors";
import { synth } from "../../src/synth/synth";
import { TODAY } from "./findings";

export interface SynthOutcome {
  /** Message of a refusal, without the folder of the environments. @default - the synth succeeded */
  readonly refusal?: string;
  /** Text of each written file by its path in the output folder, without the digests of the inputs. */
  readonly files: ReadonlyMap<string, string>;
}

/** Files that the reference environments name. */
const NAMED_FILES = join(__dirname, "../../examples/files");

/** A whole synth of environments, by their names. An error that is not for the user is thrown. */
export async function synthOf(environments: Readonly<Record<string, object>>): Promise<SynthOutcome> {
  const folder = mkdtempSync(join(tmpdir(), "synth-of-"));
  const [environmentsDir, outdir] = [join(folder, "environments"), join(folder, "out")];
  try {
    cpSync(NAMED_FILES, join(environmentsDir, "files"), { recursive: true });
    for (const [name, keys] of Object.entries(environments)) {
      writeFileSync(join(environmentsDir, `${name}.yaml`), stringify(keys));
    }
    await synth({ environmentsDir, outdir, underCdktfCli: false, today: TODAY });
    return { files: textsIn(outdir) };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { refusal: error.message.replaceAll(/[^\s(]*environments\//g, ""), files: new Map() };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const textsIn = (folder: string): Map<string, string> =>
  new Map(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((file): [string, string] => [
        file.slice(folder.length + 1),
        readFileSync(file, "utf8").replace(/"inputs": \{[^}]*\}/, '"inputs": {}'),
      ]),
  );

/** The resource addresses of a stack that a synth has written. */
export function addressesIn({ files }: SynthOutcome, stack: string): string[] {
  const { resource } = JSON.parse(files.get(`stacks/${stack}/cdk.tf.json`) ?? "{}") as {
    resource?: Record<string, object>;
  };
  return Object.entries(resource ?? {}).flatMap(([type, all]) =>
    Object.keys(all).map((name) => `${type}.${name}`),
  );
}
