import { join, resolve } from "node:path";
import { builtFolder } from "../../terraform/harness/go-programs";
import { type Variables } from "../../terraform/harness/processes";

/** Versions of crane and helm, in a Go module. `npm run chart-facts` is a bundle, which has no folder of its own. */
const SOURCES = resolve("__tests__/real/mirror/programs");

export interface Programs {
  readonly crane: string;
  readonly helm: string;
}

/** Builds crane and helm once. Throws without Go: tests never pass without the programs. */
export async function findPrograms(env: Variables, say: (line: string) => void): Promise<Programs> {
  const folder = await builtFolder({
    sources: SOURCES,
    names: ["crane", "helm"],
    title: "crane and helm",
    args: [
      "-ldflags",
      "-s -w",
      "github.com/google/go-containerregistry/cmd/crane",
      "helm.sh/helm/v3/cmd/helm",
    ],
    env,
    noGo: "npm run test:mirror needs Go 1.26 or later on the PATH",
    say,
  });
  return { crane: join(folder, "crane"), helm: join(folder, "helm") };
}
