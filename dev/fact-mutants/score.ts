import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { type AlteredFact, alterationsOf } from "./alterations";
import { Evaluation, type ReplacedText } from "./evaluation";

/** Folder of the modules with readings, each with an export `READINGS`. */
export const READINGS_FOLDER = "__tests__/facts/second/readings";

/** An altered fact with the titles of the readings that notice it. */
export interface ScoredFact extends Pick<AlteredFact, "file" | "fact" | "from"> {
  readonly to: string;
  readonly by: readonly string[];
}

/** Alters facts one at a time, and asks all readings that evaluate the file. */
export class FactScore {
  private readonly evaluation: Evaluation;
  private readonly modules: readonly string[];

  /** @param root the root of the repository */
  constructor(private readonly root: string) {
    this.evaluation = new Evaluation(root);
    this.modules = readdirSync(join(root, READINGS_FOLDER))
      .filter((name) => name.endsWith(".ts"))
      .map((name) => `${READINGS_FOLDER}/${name}`);
    for (const module of this.modules) this.refuseDifferences(module);
  }

  /** The facts of a file, or one of them, each with what notices another value. */
  scoresOf(file: string, only?: string): ScoredFact[] {
    const text = readFileSync(join(this.root, file), "utf8");
    const chosen = alterationsOf(file, text).filter(({ fact }) => only === undefined || fact === only);
    return chosen.map((altered) => {
      const { fact, from, to } = altered;
      return { file, fact, from, to, by: this.noticedBy(altered) };
    });
  }

  private noticedBy(replaced: ReplacedText): string[] {
    return this.modules
      .filter((module) => this.evaluation.reads(module, replaced.file))
      .flatMap((module) => this.differingIn(module, replaced));
  }

  private differingIn(module: string, replaced: ReplacedText): string[] {
    try {
      return this.evaluation
        .readingsOf(module, replaced)
        .filter(({ differences }) => differences().length > 0)
        .map(({ title }) => title);
    } catch {
      // Facts that a module refuses to load are noticed by every run.
      return [`${module} fails`];
    }
  }

  /** A reading that differs before any change would notice everything. */
  private refuseDifferences(module: string): void {
    for (const { title, differences } of this.evaluation.readingsOf(module)) {
      const found = differences();
      if (found.length > 0) throw new Error(`${module}: ${title}: ${found.join("; ")}`);
    }
  }
}
