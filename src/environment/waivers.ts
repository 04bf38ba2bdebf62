import { type LoadedEnvironment } from "./loaded-environment";
import { type EnvironmentConfig } from "./schema";

type Waiver = EnvironmentConfig["waivers"][number];

/** The waivers of an environment. Those of a file that it extends are marked. */
export const waiversOf = ({
  config,
  file,
  locate,
}: Pick<LoadedEnvironment<EnvironmentConfig>, "config" | "file" | "locate">): (Waiver & {
  readonly inherited?: true;
})[] =>
  config.waivers.map((waiver, index) =>
    locate(["waivers", index]).file === file ? waiver : { ...waiver, inherited: true },
  );
