import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { UserError } from "../../src/base/errors";
import { synth } from "../../src/synth/synth";
import { TODAY } from "./findings";

const FOLDER = join(__dirname, "legitimate");
const EXAMPLES = join(__dirname, "../../examples");

/** The file of a legitimate environment. */
export interface LegitimateEnvironment {
  /** `israel` */
  readonly name: string;
  readonly file: string;
  /** Findings that it rightly has, as `check address`: the lines `# found:` at its beginning. */
  readonly expected: readonly string[];
}

/** The legitimate environments of a subject: `parts`, `regions`, `accounts` or `networks`. */
export const legitimateEnvironments = (subject: string): LegitimateEnvironment[] =>
  readdirSync(join(FOLDER, subject)).map((name) => {
    const file = join(FOLDER, subject, name);
    const lines = readFileSync(file, "utf8").matchAll(/^# found: (.+)$/gm);
    return { name: name.replace(/\.yaml$/, ""), file, expected: [...lines].map(([, line = ""]) => line) };
  });

/** Words of a whole synth on an environment: findings as `check address`, or the message that refuses it. */
export async function saidAbout(file: string): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), "legitimate-"));
  const environmentsDir = join(folder, "environments");
  try {
    // Locks of the examples would be those of other environments.
    cpSync(EXAMPLES, environmentsDir, { recursive: true, filter: (path) => !path.endsWith(".json") });
    cpSync(join(FOLDER, "bases"), environmentsDir, { recursive: true });
    cpSync(join(FOLDER, "files"), join(environmentsDir, "files"), { recursive: true });
    cpSync(join(EXAMPLES, "files"), join(environmentsDir, "files"), { recursive: true });
    cpSync(file, join(environmentsDir, "legitimate.yaml"));
    const { results } = await synth({
      environmentsDir,
      outdir: join(folder, "out"),
      only: ["legitimate"],
      underCdktfCli: false,
      today: TODAY,
    });
    return results
      .filter(({ isNotice, waiver }) => isNotice !== true && waiver === undefined)
      .map(({ check, address }) => `${check.id} ${address}`);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return [error.message.replaceAll(`${environmentsDir}/`, "")];
  } finally {
    rmSync(folder, { recursive: true });
  }
}
