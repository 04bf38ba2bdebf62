import { Programs } from "../../../src/deploy/deploy/programs";

/** The output of a program that prints a text on both streams. */
async function shown(text: string): Promise<{ out: string; err: string; code: number }> {
  const written = { out: "", err: "" };
  const spies = (["out", "err"] as const).map((name) =>
    jest
      .spyOn(process[`std${name}`], "write")
      .mockImplementation((each) => (written[name] += String(each)) !== ""),
  );
  try {
    const print = "for (const name of ['stdout', 'stderr']) process[name].write(process.argv[1])";
    const programs = new Programs({}, { err: () => undefined });
    const code = await programs.run([process.execPath, "-e", `${print}; process.exitCode = 3`, text]);
    return { ...written, code };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

test.each<[what: string, text: string, shown: string]>([
  ["colors", "\x1b[1m\x1b[31mError:\x1b[0m\x1b[0m a\n", "\x1b[1m\x1b[31mError:\x1b[0m\x1b[0m a\n"],
  ["two in one sequence", "\x1b[1;32m+\x1b[m\n", "\x1b[1;32m+\x1b[m\n"],
  ["lines of a plan", '  + name = "a"\n\n\tb\n', '  + name = "a"\n\n\tb\n'],
  ["a last line without its end", "a\nb", "a\nb\n"],
])("the output of a program keeps %s", async (_, text, kept) => {
  expect(await shown(text)).toEqual({ out: kept, err: kept, code: 3 });
});

test.each<[what: string, text: string, shown: string]>([
  ["hidden text", "\x1b[8ma\x1b[0m", "\\u001b[8ma\x1b[0m\n"],
  ["black text", "\x1b[1;30ma", "\\u001b[1;30ma\n"],
  ["a moved cursor", "a\x1b[2A\x1b[2Kb", "a\\u001b[2A\\u001b[2Kb\n"],
  ["a title and a link", "\x1b]0;a\x07\x1b]8;;x\x1b\\b", "\\u001b]0;a\\u0007\\u001b]8;;x\\u001b\\b\n"],
  ["a bidirectional mark", "a\u202eb", "a\\u202eb\n"],
  ["a line that begins anew", "secure\rb", "secure\nb\n"],
  ["a workflow command in a value of several lines", "a\n  ::error::b", "a\n  \\u003a:error::b\n"],
  ["a workflow command after a color", "\x1b[0m::add-mask::b", "\x1b[0m\\u003a:add-mask::b\n"],
  ["a command of another system", "##vso[task.setvariable]a", "\\u0023#vso[task.setvariable]a\n"],
])("no terminal and no log obeys %s in the output of a program", async (_, text, safe) => {
  expect(await shown(text)).toEqual({ out: safe, err: safe, code: 3 });
});
