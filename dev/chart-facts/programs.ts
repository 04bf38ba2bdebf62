import { join, resolve } from "node:path";
import { findPrograms } from "../../__tests__/real/mirror/harness/programs";
import { builtFolder } from "../../__tests__/real/terraform/harness/go-programs";
import { type Variables } from "../../__tests__/real/terraform/harness/processes";
import { type ChartPrograms } from "./command";

/** Builds Helm of the tests and the judge of pods, once. */
export async function chartPrograms(env: Variables, say: (line: string) => void): Promise<ChartPrograms> {
  const { helm } = await findPrograms(env, say);
  const folder = await builtFolder({
    sources: resolve("dev/chart-facts/pod-security"),
    names: ["pod-security"],
    title: "the judge of pods",
    args: ["."],
    env,
    noGo: "npm run chart-facts needs Go 1.26 or later on the PATH",
    say,
  });
  return { helm, podSecurity: join(folder, "pod-security") };
}
