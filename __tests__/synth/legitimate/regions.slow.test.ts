import { legitimateEnvironments, saidAbout } from "../../support/legitimate-environments";

test.each(legitimateEnvironments("regions").map((each) => [each.name, each] as const))(
  "%s is accepted, with its rightful findings alone",
  async (_, { file, expected }) => {
    expect((await saidAbout(file)).toSorted()).toEqual(expected.toSorted());
  },
);
