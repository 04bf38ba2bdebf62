// Reads a review in JSON, and prints the names of the environments that change, one on each line.
import { readFileSync } from "node:fs";

const { environments: reviews } = JSON.parse(readFileSync(process.argv[2], "utf8"));
for (const { environment, verdict } of reviews) {
  if (verdict !== "no change") process.stdout.write(`${environment}\n`);
}
