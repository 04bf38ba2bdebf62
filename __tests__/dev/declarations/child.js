// Answers in the place of a process of `npm run mutate:declarations`. The first word of a key is the effect in the answer, or says
// how the process ends without one.
process.on("message", ({ key }) => {
  if (key === undefined) return process.disconnect();
  if (key === "broken") throw new Error("the reason of the end");
  if (key === "killed") process.kill(process.pid, "SIGKILL");
  if (key === "gone") process.exit(0);
  const [effect] = key.split(" ");
  const mutant = { part: "part", leaf: key, change: "remove" };
  const result = { environment: "test", mutant, effect, tries: 2 };
  process.send({ key: key === "mistaken" ? "another" : key, result });
});
