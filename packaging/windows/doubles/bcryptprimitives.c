// Wine 8 has no bcryptprimitives.dll; the cryptography package asks it for random bytes.
#include <windows.h>
#include <ntsecapi.h>
__declspec(dllexport) BOOL WINAPI ProcessPrng(BYTE *bytes, SIZE_T length) {
    return RtlGenRandom(bytes, (ULONG)length);
}
