// Prints the environments of a review in JSON that change, one a line.
import { readFileSync } from "node:fs";

const reviews = JSON.parse(readFileSync(process.argv[2], "utf8"));
for (const { environment, verdict } of reviews) {
  if (verdict !== "no change") process.stdout.write(`${environment}\n`);
}
