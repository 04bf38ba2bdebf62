import { legitimateEnvironments, saidAbout } from "../../support/legitimate-environments";

/** Words of the refusal that name a limit of the program, and no fault of the configuration. */
const SAID: Readonly<Record<string, string>> = {
  china: "names of endpoints and buckets in other partitions are unconfirmed",
  "own-argo-cd": "components.argo-cd installs it",
  "secondary-range": "subnets in secondary ranges of a VPC are not supported",
};

test.each(legitimateEnvironments("limits").map((each) => [each.name, each] as const))(
  "%s is refused as a limit of the program",
  async (name, { file }) => {
    expect((await saidAbout(file)).join("\n")).toContain(SAID[name]);
  },
);
