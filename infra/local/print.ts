/** JSON for programs, on standard output. */
export const print = (value: unknown): void => console.log(JSON.stringify(value, null, 2));

/** Rows as lines with columns under each other; a Chinese character is as wide as two letters. */
export function table(rows: readonly (readonly string[])[]): string[] {
  const widths = rows.reduce<number[]>(
    (most, row) => row.map((cell, at) => Math.max(most[at] ?? 0, widthOf(cell))),
    [],
  );
  return rows.map((row) =>
    row
      .map((cell, at) => (at === row.length - 1 ? cell : cell + " ".repeat((widths[at] ?? 0) - widthOf(cell) + 2)))
      .join(""),
  );
}

const widthOf = (text: string): number =>
  [...text].reduce((sum, letter) => sum + (/[\u1100-\uffff]/u.test(letter) ? 2 : 1), 0);

/** Shows how far long work is, on a terminal; silent elsewhere. */
export function progressBar(label: string): {
  at(share: number): void;
  done(): void;
} {
  const live = process.stderr.isTTY;
  const WIDTH = 30;
  return {
    at: (share) => {
      const full = Math.round(Math.min(share, 1) * WIDTH);
      if (live)
        process.stderr.write(`\r${label} ${"█".repeat(full)}${"░".repeat(WIDTH - full)} ${Math.round(share * 100)}%`);
    },
    done: () => {
      if (live) process.stderr.write("\r\u001b[K");
    },
  };
}
