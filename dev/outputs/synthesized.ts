import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { UserError } from "../../src/base/errors";
import { severityOf } from "../../src/checks/run";
import { synth } from "../../src/synth/synth";
import { environmentVariations, type LegitimateSettings } from "./legitimate/environments";
import { type NewFinding } from "./judge";
import { type Said } from "./score";

/** Synthesizes the files of environments of a folder with other settings. */
export class VariedEnvironments {
  private readonly before = new Map<string, Promise<ReadonlySet<string>>>();

  constructor(
    private readonly folder: string,
    private readonly today: string,
  ) {}

  variations(environment: string): readonly LegitimateSettings[] {
    const file = join(this.folder, `${environment}.yaml`);
    return existsSync(file) ? environmentVariations(environment, readFileSync(file, "utf8")) : [];
  }

  async said({ environment, text }: LegitimateSettings): Promise<Pick<Said, "errors" | "warnings">> {
    if (!this.before.has(environment)) this.before.set(environment, this.known(environment));
    const known = (await this.before.get(environment)) ?? new Set();
    const found = (await this.found(environment, text)).filter(({ check }) => !known.has(check));
    return {
      errors: found.filter(({ isError }) => isError).map((each) => each.text),
      warnings: found.filter(({ isError }) => !isError).map((each) => each.text),
    };
  }

  private async known(environment: string): Promise<ReadonlySet<string>> {
    return new Set((await this.found(environment, undefined)).map(({ check }) => check));
  }

  /** Findings by check and address, or the message that refuses the file. */
  private async found(environment: string, text: string | undefined): Promise<NewFinding[]> {
    const place = mkdtempSync(join(tmpdir(), "varied-"));
    const environmentsDir = join(place, "environments");
    try {
      // The locks are those of the addresses before.
      cpSync(this.folder, environmentsDir, {
        recursive: true,
        filter: (path) => !path.endsWith(".addresses.json"),
      });
      if (text !== undefined) writeFileSync(join(environmentsDir, `${environment}.yaml`), text);
      const request = {
        environmentsDir,
        outdir: join(place, "out"),
        only: [environment],
        underCdktfCli: false,
      };
      const { results } = await synth({ ...request, today: this.today });
      return results
        .filter(({ isNotice, waiver }) => isNotice !== true && waiver === undefined)
        .map((each) => ({
          check: `${each.check.id} ${each.address}`,
          isError: severityOf(each) === "error",
          text: `${each.check.id} ${each.address}: ${each.message}`,
        }));
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      const message = error.message.replaceAll(`${environmentsDir}/`, "");
      return [{ check: message, isError: true, text: message }];
    } finally {
      rmSync(place, { recursive: true });
    }
  }
}
