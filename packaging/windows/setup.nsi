; The Setup: for one account, without an administrator. Journals are never touched, unless the
; person asks for it in the uninstaller; a silent one always keeps them.
; Defined by build.py: VERSION, FOLDER (what to install), TARGET (the Setup to write).

Unicode true
Target amd64-unicode
ManifestDPIAware true
SetCompressor /SOLID lzma
RequestExecutionLevel user
Name "SoulChat"
OutFile "${TARGET}"
InstallDir "$LOCALAPPDATA\Programs\SoulChat"
InstallDirRegKey HKCU "Software\SoulChat" "InstallDir"

!include MUI2.nsh
!include Sections.nsh
!define MUI_ICON "${FOLDER}\soulchat.ico"
!define MUI_UNICON "${FOLDER}\soulchat.ico"
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\SoulChat"
; Sealed journals are age files, and others make such files too: theirs stay theirs.
!define CLASSES "Software\Classes"
!define KIND "SoulChat.SealedJournal"
!define SEALED ".age"

!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_RUN "$INSTDIR\SoulChat.exe"
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_COMPONENTS
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "SimpChinese"

LangString Program ${LANG_ENGLISH} "The program"
LangString Program ${LANG_SIMPCHINESE} "程序"
LangString Journals ${LANG_ENGLISH} "All journals, weights and settings (can't be undone)"
LangString Journals ${LANG_SIMPCHINESE} "所有日记、权重和设置（无法恢复）"

LangString Sealed ${LANG_ENGLISH} "Sealed SoulChat journal"
LangString Sealed ${LANG_SIMPCHINESE} "密封的 SoulChat 日记"

LangString Open ${LANG_ENGLISH} "SoulChat is open. Close it, then try again."
LangString Open ${LANG_SIMPCHINESE} "SoulChat 正在运行。请先关闭它，然后重试。"
LangString Others ${LANG_ENGLISH} "This folder holds something else. Choose a new one, such as its folder SoulChat."
LangString Others ${LANG_SIMPCHINESE} "这个文件夹里有别的内容。请另选一个新的文件夹，例如其中的 SoulChat。"

; What runs keeps its library from being written to. Half of a program must never be left.
!macro RefuseWhileOpen
  again:
  IfFileExists "$INSTDIR\python\python311.dll" 0 closed
  ClearErrors
  FileOpen $0 "$INSTDIR\python\python311.dll" a
  IfErrors 0 free
  MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(Open)" /SD IDCANCEL IDRETRY again
  SetErrorLevel 2
  Quit
  free:
  FileClose $0
  closed:
!macroend

; Folders of ours are emptied, so they must be ours: whole, or begun by an earlier Setup.
!macro RefuseOthers
  IfFileExists "$INSTDIR\SoulChat.exe" ours
  ReadRegStr $0 HKCU "Software\SoulChat" "InstallDir"
  StrCmp $0 "$INSTDIR" ours
  IfFileExists "$INSTDIR\bin\*.*" others
  IfFileExists "$INSTDIR\python\*.*" others
  IfFileExists "$INSTDIR\packages\*.*" others ours
  others:
  MessageBox MB_OK|MB_ICONSTOP "$(Others)" /SD IDOK
  SetErrorLevel 2
  Quit
  ours:
  WriteRegStr HKCU "Software\SoulChat" "InstallDir" "$INSTDIR"
!macroend

!macro TellExplorer
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
!macroend

Function .onInit
  !insertmacro MUI_LANGDLL_DISPLAY
FunctionEnd

Section
  !insertmacro RefuseWhileOpen
  !insertmacro RefuseOthers
  SetOutPath "$INSTDIR"
  RMDir /r "$INSTDIR\python"
  RMDir /r "$INSTDIR\packages"
  File /r "${FOLDER}\*.*"
  WriteUninstaller "$INSTDIR\Uninstall.exe"
  CreateShortcut "$SMPROGRAMS\SoulChat.lnk" "$INSTDIR\SoulChat.exe"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "SoulChat"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\soulchat.ico"
  WriteRegStr HKCU "${UNINSTALL}" "Publisher" "The SoulChat Desktop developers"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\Uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\Uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
  WriteRegStr HKCU "${CLASSES}\${KIND}" "" "$(Sealed)"
  WriteRegStr HKCU "${CLASSES}\${KIND}\DefaultIcon" "" "$INSTDIR\soulchat.ico"
  WriteRegStr HKCU "${CLASSES}\${KIND}\shell\open\command" "" '"$INSTDIR\SoulChat.exe" --open "%1"'
  WriteRegStr HKCU "${CLASSES}\${SEALED}\OpenWithProgids" "${KIND}" ""
  ReadRegStr $0 HKCR "${SEALED}" ""
  StrCmp $0 "" 0 +2
  WriteRegStr HKCU "${CLASSES}\${SEALED}" "" "${KIND}"
  !insertmacro TellExplorer
SectionEnd

Section "un.$(Program)"
  SectionIn RO
  !insertmacro RefuseWhileOpen
  Delete "$SMPROGRAMS\SoulChat.lnk"
  RMDir /r "$INSTDIR\python"
  RMDir /r "$INSTDIR\packages"
  RMDir /r "$INSTDIR\bin"
  Delete "$INSTDIR\SoulChat.exe"
  Delete "$INSTDIR\soulchat.ico"
  Delete "$INSTDIR\Uninstall.exe"
  RMDir "$INSTDIR"
  ReadRegStr $0 HKCU "${CLASSES}\${SEALED}" ""
  StrCmp $0 "${KIND}" 0 +2
  DeleteRegValue HKCU "${CLASSES}\${SEALED}" ""
  DeleteRegValue HKCU "${CLASSES}\${SEALED}\OpenWithProgids" "${KIND}"
  DeleteRegKey /ifempty HKCU "${CLASSES}\${SEALED}\OpenWithProgids"
  DeleteRegKey /ifempty HKCU "${CLASSES}\${SEALED}"
  DeleteRegKey HKCU "${CLASSES}\${KIND}"
  !insertmacro TellExplorer
  DeleteRegKey HKCU "${UNINSTALL}"
  DeleteRegKey HKCU "Software\SoulChat"
SectionEnd

Section /o "un.$(Journals)" OwnData
  IfSilent kept
  RMDir /r "$LOCALAPPDATA\soulchat"
  kept:
SectionEnd
