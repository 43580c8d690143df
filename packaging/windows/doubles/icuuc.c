// Wine 8 has no icuuc.dll, the converters of Windows 10; Qt asks for them only where a text is
// neither UTF nor Latin 1. Here there are none.
#define NONE(name) __declspec(dllexport) void *name(void) { return 0; }
#define EACH(name) NONE(ucnv_##name)
NONE(UCNV_FROM_U_CALLBACK_SUBSTITUTE)
NONE(UCNV_TO_U_CALLBACK_SUBSTITUTE)
EACH(close) EACH(reset) EACH(getMaxCharSize) EACH(getName) EACH(getToUCallBack)
EACH(getFromUCallBack) EACH(setToUCallBack) EACH(setFromUCallBack) EACH(cbToUWriteUChars)
EACH(toUnicode) EACH(cbFromUWriteUChars) EACH(toUCountPending) EACH(fromUCountPending)
EACH(getStandardName) EACH(getAvailableName) EACH(countAvailable) EACH(fromUnicode)
__declspec(dllexport) void *ucnv_open(const char *name, int *fault) {
    *fault = 4;  // U_FILE_ACCESS_ERROR
    return 0;
}
