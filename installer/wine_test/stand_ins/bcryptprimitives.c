/* Test-only stand-in for Windows' own bcryptprimitives.dll, which Wine 8 lacks: pyrage asks it for random bytes.
   NEVER SHIP THIS. */
#include <windows.h>
#include <ntsecapi.h>
__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE data, SIZE_T size){return RtlGenRandom(data, (ULONG)size);}
