import { answersOf } from "../../../src/cli/init/answers";
import { type Answers } from "../../../src/cli/init/question";
import { folderOf, organizationEnvironment } from "../../support/environment-folders";

const FLAGS: Answers = {
  name: "second",
  account: "444455556666",
  region: "eu-west-1",
  host: "second.example.com",
  certificate: "arn:aws:acm:eu-west-1:444455556666:certificate/0a1b2c3d-0000-4000-8000-444455556666",
  admins: "arn:aws:iam::444455556666:role/platform-admin",
};

/** Range that `init` proposes beside environments with these VPC ranges, in the folder of the given environments. */
async function proposed(ranges: readonly string[], given: Answers = {}): Promise<string | undefined> {
  const named = ranges.map((vpcCidr, index) => [
    `first-${index}`,
    organizationEnvironment("10.200.0.0/16", { vpcCidr }, { namePrefix: `first${index}` }),
  ]);
  const environments = folderOf(Object.fromEntries(named) as Record<string, Record<string, unknown>>);
  const { answers } = await answersOf({
    given: { ...FLAGS, ...given },
    surroundings: { folder: "w" },
    environments,
    say: () => undefined,
  });
  return answers["vpc-cidr"];
}

test.each<[string[], Answers, string]>([
  [[], {}, "10.0.0.0/16"],
  [["10.0.0.0/16"], {}, "10.1.0.0/16"],
  [["10.0.0.0/16", "10.1.128.0/17"], {}, "10.2.0.0/16"],
  [["172.31.0.0/16"], {}, "10.0.0.0/16"],
  [["10.0.0.0/16"], { operators: "10.1.7.0/24" }, "10.2.0.0/16"],
  [["10.0.0.0/16"], { operators: "10.0.0.0/8" }, "10.1.0.0/16"],
  [["10.0.0.0/16"], { "vpc-cidr": "10.9.0.0/16" }, "10.9.0.0/16"],
])("beside %j, with %j, the range of a VPC is %s", async (ranges, given, expected) => {
  expect(await proposed(ranges, given)).toBe(expected);
});
