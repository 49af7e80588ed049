/*
 * Compares the reader with libcsv, for libFuzzer (clang):
 *	make B=build/fuzz CC=clang build/fuzz/lib.a \
 *	    CFLAGS="-O1 -g -fsanitize=fuzzer-no-link,address,undefined"
 *	clang -O1 -g -std=c11 -D_GNU_SOURCE -Ilib -Itests -fsanitize=fuzzer,address,undefined \
 *	    -o build/fuzz/reader tests/fuzz/reader.c build/fuzz/lib.a -lcsv -lutf8proc -lm
 *	mkdir -p build/fuzz/corpus
 *	build/fuzz/reader -max_total_time=60 build/fuzz/corpus testdata/csv testdata/board
 * The first byte of the input selects the delimiter, limit and size of reads. tests/csv/fuzz.c does
 * the same with random input.
 */
#include "fuzz/oracle.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size > 0 && size < 4096 && !oracle_agrees((const char *)data + 1, size - 1, data[0]))
		abort();
	return 0;
}
