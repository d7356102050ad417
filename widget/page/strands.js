/**
 * The wasm as a browser compiles it, from the strands that `widget/pack/src/strands.rs` took it apart into. That file says
 * what stands where; the table is its.
 */

const STRANDS = '            777 44              911aa   222222222222223333333338856 8';

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
  /** A number below 16,384. */
  const number = (strand) => {
    const low = next(strand);
    return low > 127 ? low - 128 + 128 * next(strand) : low;
  };
  /** Takes over a whole number, in LEB128, and answers its last byte. */
  const copy = (strand) => {
    while (push(next(strand)) > 127);
    return wasm[end - 1];
  };
  const many = (count, strand) => {
    for (let left = count; left > 0; left -= 1) copy(strand);
    return count;
  };
  /** Writes such a number, in two bytes. */
  const wide = (number) => {
    push((number % 128) + 128);
    push(number >> 7);
  };
  /** Writes what is so far behind in a list, and makes it the first. */
  const again = (list, rank) => {
    list.unshift(...list.splice(rank, 1));
    wide(list[0]);
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
  const count = number(8);
  // By how lately they were called, the last one first.
  const functions = [...Array(count).keys()];
  const instructions = () => {
    const start = end;
    // Variables by how lately they were used, the last one first; before that only the parameters are there.
    const recent = [...Array(parameters[next(11)]).keys()];
    const declared = [];
    for (let depth = 1; depth > 0; ) {
      const code = next(0);
      // The commonest: a byte for an instruction and a small constant, one of the variables used last, or a new one.
      const short = code > 219 && code !== 252;
      const typed = code > 17 && code < 21;
      const op = typed ? code - 16 : !short ? code : code < 236 ? 65 : code < 239 ? 32 : code - 206;
      push(op);
      if (op === 11) depth -= 1;
      if (op > 1 && op < 5) {
        depth += 1;
        if (typed) copy(8);
        else push(64);
      }
      const strand = parseInt(STRANDS.charAt(op), 36);
      if (op > 31 && op < 35) {
        const told = !short ? number(strand) : code < 239 ? code - 236 : 127;
        // One that was not used yet is told by its type: those numbers are left out for all others.
        const first = told > 123 && told < 128;
        if (first) declared.push(1, told);
        if (first) recent.push(recent.length);
        again(recent, first ? -1 : told > 127 ? told - 4 : told);
      } else if (short) push(code - 220);
      else if (op === 16) again(functions, number(strand));
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
    wide(count);
    for (let left = count; left > 0; left -= 1) sized(instructions);
  });
  put(from.subarray(after));
  return wasm.subarray(0, end);
}
