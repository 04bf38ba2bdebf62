import { tagValue } from "../../src/environment/schema/values";

test.each(["lab", "lab:x", "team a", "github.com/acme/platform", "user@example.com", "a=b+c-d_e"])(
  "TAG-01 accepts the tag value %j",
  (value) => {
    expect(tagValue(60).safeParse(value).success).toBe(true);
  },
);

test.each(["lab: x", "lab:", "a,b", "a#b", ""])("TAG-01 fails for the tag value %j", (value) => {
  expect(tagValue(60).safeParse(value).success).toBe(false);
});
