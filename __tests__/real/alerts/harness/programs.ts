import { join, resolve } from "node:path";
import { builtFolder } from "../../terraform/harness/go-programs";
import { type Variables } from "../../terraform/harness/processes";

/** Versions of Prometheus and Alertmanager, in a Go module, with the program that sends alerts. */
const SOURCES = resolve(__dirname, "../programs");

export interface Programs {
  readonly promtool: string;
  readonly sendAlerts: string;
}

/** Builds the programs once. Throws without Go: tests never pass without the programs. */
export async function findPrograms(env: Variables, say: (line: string) => void): Promise<Programs> {
  const folder = await builtFolder({
    sources: SOURCES,
    names: ["promtool", "send-alerts"],
    title: "promtool, and the sender of Alertmanager",
    args: ["-ldflags", "-s -w", ".", "github.com/prometheus/prometheus/cmd/promtool"],
    env,
    noGo: "npm run test:alerts needs Go 1.26 or later on the PATH",
    say,
  });
  return { promtool: join(folder, "promtool"), sendAlerts: join(folder, "send-alerts") };
}

/** Path of a program that the setup has built. */
export function program(name: "ALERTS_PROMTOOL" | "ALERTS_SENDER"): string {
  const path = process.env[name];
  if (path === undefined) throw new Error(`${name} is not set: run npm run test:alerts`);
  return path;
}
