import { uniqueResult } from "../../../../src/platform/network/existing/check";

import { command } from "./checks";

test("DATA-01 without exactly one match, the plan fails with the expected name and the matches", () => {
  const check = uniqueResult("VPC named demo", "aws ec2 create-tags");
  expect(check.condition).toBe("${length(self.ids) == 1}");
  expect(check.errorMessage).toContain(
    'expected exactly one VPC named demo, found ${length(self.ids) == 0 ? "none" : join(", ", sort(self.ids))};',
  );
  expect(command(check)).toBe("aws ec2 create-tags");
});
