const [nine, a, dash, lowerCase] = [0x39, 0x61, 0x2d, 0x20];

/** The 16 bytes of a UUID, from that place on: all of them, since what stood there before is somebody else's. */
export function writeUuid(into: Buffer, at: number, id: string): void {
  let held = 0;
  let digits = 0;
  for (let index = 0; index < id.length; index++) {
    const letter = id.charCodeAt(index);
    if (letter === dash) continue;
    const digit = letter <= nine ? letter - 0x30 : (letter | lowerCase) - a + 10;
    if (digits++ % 2 === 0) held = digit << 4;
    else into[at + digits / 2 - 1] = held | digit;
  }
  if (digits !== 32) throw new Error("an id that is no UUID");
}
