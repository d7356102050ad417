/**
 * The wasm as a browser compiles it, from the strands that `widget/pack/src/strands.rs` took it apart into. That file says
 * what stands where; the table is its.
 */

const STRANDS = '  000       777 44              911aa   222222222222223333333338856 8';

/** The wasm in the strands of a file. */
export function ravel(file) {
  const from = new Uint8Array(file);
  const places = [...new Uint32Array(file, 0, 13)];
  const [last, after] = [places[1], places[12]];
  // Of odd instructions the highest bit is turned.
  for (let at = places[0]; at < last; at += 1) from[at] *= 129;
  const wasm = new Uint8Array(3 * from.length);
  let end = 0;
  const push = (byte) => (wasm[end++] = byte);
  const next = (strand) => from[places[strand]++];
  /** Takes over a whole number, in LEB128, and answers its last byte. */
  const copy = (strand) => {
    while (push(next(strand)) > 127);
    return wasm[end - 1];
  };
  const many = (count, strand) => {
    for (let left = count; left > 0; left -= 1) copy(strand);
    return count;
  };
  /** Writes a number in two bytes, and answers it. */
  const wide = (number) => {
    push((number % 128) + 128);
    push(number >> 7);
    return number;
  };
  const put = (bytes) => {
    wasm.set(bytes, end);
    end += bytes.length;
  };
  /** Writes something behind its size, for which there are always four bytes. */
  const sized = (write) => {
    const start = (end += 4);
    write();
    for (let at = 4; at > 0; at -= 1) wasm[start - at] = ((end - start) >> (7 * (4 - at))) | (at > 1 ? 128 : 0);
  };
  const instructions = () => {
    const start = end;
    // Variables by how lately they were used, the last one first; before that only the parameters are there.
    const recent = [...Array(parameters[next(11)]).keys()];
    const declared = [];
    for (let depth = 1; depth > 0; ) {
      const code = next(0);
      // The commonest: a byte for an instruction and a small constant, or one of the variables used last.
      const short = code > 219 && code !== 252;
      const op = short ? (code < 236 ? 65 : 32) : code;
      push(op);
      if (op === 11) depth -= 1;
      if (op > 1 && op < 5) depth += 1;
      const strand = parseInt(STRANDS.charAt(op), 36);
      if (op > 31 && op < 35) {
        const told = short ? code - 236 : next(strand);
        // The next one is told by its type, and one that was used long ago in two bytes.
        const first = told > 123 && told < 128;
        if (first) declared.push(1, told);
        const [variable] = first ? [recent.length] : recent.splice(told > 127 ? told - 128 + 128 * next(strand) : told, 1);
        recent.unshift(wide(variable));
      } else if (short) push(code - 220);
      else if (op === 252) {
        // Of those that begin so, copying memory has two numbers and filling it one.
        const kind = copy(0);
        if (kind > 9) many(12 - kind, 0);
      } else if (op === 68) for (let count = 8; count > 0; count -= 1) push(next(8));
      else if (strand >= 0) {
        // Of what an address is a multiple is a hint that no machine of today needs.
        if (op > 39 && op < 63) push(0);
        const count = copy(strand);
        if (op === 14) many(count + 1, strand);
        if (op === 17) copy(strand);
      }
    }
    const body = wasm.slice(start, end);
    end = start;
    wide(declared.length / 2);
    put(declared);
    put(body);
  };
  // The types of functions come first, and then which one has which: a byte for each, read again where its code is.
  many(10, 11);
  const parameters = [];
  for (let count = copy(11); count > 0; count -= 1) {
    copy(11);
    parameters.push(many(copy(11), 11));
    many(copy(11), 11);
  }
  many(3, 11);
  put(from.subarray(places[11], after));
  sized(() => {
    copy(8);
    while (places[0] < last) sized(instructions);
  });
  put(from.subarray(after));
  return wasm.subarray(0, end);
}
